// The file: answers from what it carries, without a kernel. Sentences lie in deflated chunks, each inflated once.

function bytesOf(base64) {
  const plain = atob(base64);
  const bytes = flags(plain.length);
  each(0, plain.length, (i) => bytes[i] = plain.charCodeAt(i));
  return bytes;
}

const block = (name) => document.getElementById(name).textContent;

const plainBlock = (name) => inflate(bytesOf(block(name)));

async function jsonBlock(name) {
  return JSON.parse(new TextDecoder().decode(await plainBlock(name)));
}

async function fileProvider(settings) {
  const carried = await plainBlock("carried");
  const chunk = (k) => once("chunk" + k, async () => new Map(await jsonBlock("chunk-" + k)));
  const read = async (s) => carried[s] && unpackRow(s, (await chunk(settings.chunkEnds.findIndex((end) => s < end))).get(s));
  return {
    carried,
    sentences: (ids) => Promise.all(ids.map(read)),
    // The page itself, at the state that is chosen.
    async save(now) {
      const copy = document.documentElement.cloneNode(true);
      copy.querySelector("main").outerHTML = settings.still;
      copy.removeAttribute("data-ready");
      copy.querySelector("#settings").textContent = JSON.stringify({ ...settings, state: now, still: undefined }).replace(/</g, "\\u003c");
      return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
    },
    // What is not carried is null, however many sentences that are.
    async article(a) {
      const rows = await Promise.all(Array.from({ length: a_s[a + 1] - a_s[a] }, (_, i) => read(a_s[a] + i)));
      return { rows: rows.some(Boolean) ? rows.filter((row, k) => row || !k || rows[k - 1]) : [] };
    },
    // Searches titles and the sentences that the file carries; yields to the page between chunks.
    async search(sought) {
      const patterns = wordPatterns(sought);
      const found = flags(s_tone.length);
      const check = (words, s) => {
        const folded = fold(words);
        if (patterns.length && patterns.every((pattern) => pattern.test(folded))) found[s] = 1;
      };
      data.titles.forEach((words, a) => check(words, a_s[a]));
      for (const k of settings.chunkEnds.keys()) {
        for (const [s, [words]] of await chunk(k)) check(words, s);
        await new Promise((resume) => setTimeout(resume));
      }
      return found;
    },
    // Words were counted when the file was made: those that set an outlet, a section, a topic or a month apart (without
    // copies and boilerplate), and those of the state that it was saved in.
    async terms(now) {
      const terms = await once("terms", () => jsonBlock("terms"));
      const codes = [{}, now.a ? {} : { copies: "", boilerplate: "" }].map((changes) => viewCode({ ...now, tab: "terms", ...changes }));
      const rows = terms[codes[0]] || terms[codes[1]];
      return rows ? { rows } : { rows: [], why: "terms one" };
    },
  };
}

async function startFile() {
  await decode(bytesOf(block("payload")));
  const settings = JSON.parse(block("settings"));
  const main = document.querySelector("main");
  settings.still = main.outerHTML;
  const onState = (now) => history.replaceState(null, "", "#" + now);
  await start(main, await fileProvider(settings), { ...settings, state: location.hash || settings.state, onState });
  addEventListener("hashchange", () => go(readState(location.hash)));
  main.insertAdjacentHTML("afterbegin", tag("h1.visually-hidden", esc(document.title)));
  document.documentElement.dataset.ready = "yes";
}
