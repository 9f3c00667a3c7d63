// The file: answers from what it carries, without a kernel. Sentences lie in deflated chunks, each inflated once.

function bytesOf(text) {
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}

async function fileProvider(data, settings, find) {
  const unpack = async (id) => inflate(bytesOf(find(id)));
  const carried = await unpack("carried");
  const { chunkEnds } = settings;
  const chunks = new Map();
  const chunk = (number_) => {
    if (!chunks.has(number_)) {
      chunks.set(number_, unpack("chunk-" + number_).then((raw) => new Map(JSON.parse(new TextDecoder().decode(raw)))));
    }
    return chunks.get(number_);
  };
  const at = (s) => chunkEnds.findIndex((end) => s < end);
  const read = async (ids) => {
    const found = [];
    for (const s of ids) if (carried[s]) found.push(unpackRow(data, s, (await chunk(at(s))).get(s)));
    return found;
  };
  return {
    carried,
    carry: settings.carry,
    sentences: read,
    // The page itself, at the state that is chosen.
    async save(state) {
      const copy = document.documentElement.cloneNode(true);
      const [main] = copy.getElementsByTagName("main");
      main.replaceWith(Object.assign(document.createElement("main"), { textContent: "…" }));
      copy.removeAttribute("data-ready");
      copy.querySelector("#settings").textContent = JSON.stringify({ ...settings, state }).replace(/</g, "\\u003c");
      return "<!DOCTYPE html>\n" + copy.outerHTML + "\n";
    },
    async article(a) {
      const rows = [];
      for (let s = data.a_s[a]; s < data.a_s[a + 1]; s++) {
        const [found] = await read([s]);
        if (found) rows.push(found);
        else if (rows[rows.length - 1] !== null) rows.push(null);
      }
      return { rows: rows.some(Boolean) ? rows : [] };
    },
    // Searches titles and the sentences that the file carries; yields to the page between chunks.
    async search(text) {
      const patterns = wordPatterns(data, text);
      const hits = new Uint8Array(data.nSentences);
      const matches = (words_) => {
        const folded = fold(data, words_);
        return patterns.length && patterns.every((pattern) => pattern.test(folded));
      };
      for (let a = 0; a < data.n; a++) if (data.titles[a] && matches(data.titles[a])) hits[data.a_s[a]] = 1;
      for (let number_ = 0; number_ < chunkEnds.length; number_++) {
        for (const [s, [sentence]] of await chunk(number_)) if (matches(sentence)) hits[s] = 1;
        await new Promise((resume) => setTimeout(resume));
      }
      return hits;
    },
    // Words that set an outlet, a topic or a month apart were counted when the file was made.
    async terms(state) {
      const terms = JSON.parse(new TextDecoder().decode(await unpack("terms")));
      const named = (rows) => rows.map((values) => Object.fromEntries(TERM_COLUMNS.map((name, k) => [name, values[k]])));
      const saved = terms["= " + viewCode({ ...state, tab: "terms" })];
      if (saved) return { rows: named(saved) };
      const swapped = state.a && terms["= " + viewCode({ ...readState(state.a), tab: "terms", a: writeState({ ...state, a: "" }) })];
      if (swapped) return { rows: named(swapped.map(([term, na, ta, sa, nb, tb, sb, ratio, low, high]) => [term, nb, tb, sb, na, ta, sa, -ratio, -high, -low]).reverse()) };
      const found = conditions(state).filter(({ key }) => !["kind", "copies", "boilerplate"].includes(key));
      if (state.a || found.length !== 1) return { rows: [], why: "terms one" };
      const [one] = found;
      const key = one.key === "time" ? "month " + monthOf(state) : one.key + " " + one.value;
      const rows = terms[key];
      if (!rows) return { rows: [], why: "terms one" };
      return { rows: named(rows) };
    },
  };
}

const TERM_COLUMNS = ["term", "n_a", "total_a", "share_a", "n_b", "total_b", "share_b", "log_ratio", "low", "high"];

function monthOf(state) {
  if (!state.since || !state.until) return "";
  const day = dayOf(state.since);
  return periodOf(day, "month") === day && nextPeriod(day, "month") === dayOf(state.until) ? state.since.slice(0, 7) : "";
}

async function startFile() {
  const find = (id) => document.getElementById(id).textContent;
  const data = await decode(bytesOf(find("payload")));
  const settings = JSON.parse(find("settings"));
  const [root] = document.getElementsByTagName("main");
  root.textContent = "";
  const app = mount(root, data, await fileProvider(data, settings, find), {
    ...settings,
    state: location.hash.slice(1) || settings.state,
    onState: (state) => history.replaceState(null, "", "#" + state),
  });
  addEventListener("hashchange", () => app.go(readState(location.hash)));
  root.insertAdjacentHTML("afterbegin", `<h1 class="visually-hidden">${esc(document.title)}</h1>`);
  await app.ready;
  document.documentElement.dataset.ready = "yes";
}
