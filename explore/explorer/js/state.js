// The state: what is chosen, as one object, as a short text for a link, and as code. Its values are never changed, only
// replaced.

const OUT = ["outlet", "section", "topic", "actor"]; // what can be shut out
const LISTS = [...OUT, "tone", "kind", ...OUT.map((key) => "-" + key)];
const SINGLES = ["since", "until", "words", "copies", "boilerplate", "tab", "a", "lang", "theme"];
const TABS = ["network", "matrix", "terms", "topics", "places"];
const KNOWN = { lang: ["en", "ar"], theme: ["light", "dark"], tab: TABS };

function readState(text) {
  const given = new URLSearchParams(text.replace("#", ""));
  const read = {};
  for (const key of LISTS) read[key] = given.getAll(key);
  for (const key of SINGLES) read[key] = given.getAll(key).at(-1) || "";
  for (const key of ["since", "until"]) if (!isDay(read[key])) read[key] = "";
  for (const key of ["copies", "boilerplate"]) read[key] &&= "keep";
  for (const key in KNOWN) if (!KNOWN[key].includes(read[key])) read[key] = key === "tab" ? TABS[0] : "";
  return read;
}

const isDay = (text) => /^[1-9]\d{3}-\d\d-\d\d$/.test(text) && !isNaN(dayOf(text)) && isoDay(dayOf(text)) === text;

function writeState(state) {
  const single = SINGLES.filter((key) => state[key] && !(key === "tab" && state.tab === TABS[0])).map((key) => [key, state[key]]);
  const lists = LISTS.flatMap((key) => state[key].map((value) => [key, value]));
  return new URLSearchParams([...lists, ...single]).toString();
}

// What a state chooses, as a text, without how it is shown.
const writeChoice = (state) => writeState({ ...state, tab: "", lang: "", theme: "", a: "" });

// Chooses a value of a list: alone, beside the others ("add"), or shut out ("out"); what is chosen so is let go again.
function choose(state, key, value, how) {
  const [own, other] = how === "out" ? ["-" + key, key] : [key, "-" + key];
  const without = (name) => state[name].filter((one) => one !== value);
  const rest = how === "set" ? [] : without(own);
  const had = state[own].includes(value) && (how !== "set" || state[own].length === 1);
  return { ...state, ...(state[other] && { [other]: without(other) }), [own]: had ? rest : [...rest, value] };
}

// The conditions of a state, each with what to drop to be without it.
function conditions(state) {
  const time = state.since || state.until ? [{ key: "time" }] : [];
  const keys = [...LISTS, "words", "copies", "boilerplate"].filter((key) => state[key]);
  return [...time, ...keys.flatMap((key) => [state[key]].flat().map((value) => ({ key, value })))];
}

// The conditions that choose among the articles.
const choices = (state) => conditions(state).filter(({ key }) => !["kind", "copies", "boilerplate"].includes(key));

function drop(state, { key, value }) {
  if (key === "time") return { ...state, since: "", until: "" };
  return { ...state, [key]: LISTS.includes(key) ? state[key].filter((one) => one !== value) : "" };
}

// ---- code ----

// Arguments of a call, as Python: the values of the keys that a state has any of.
function inPython(state, keys, sign = "") {
  return keys.filter((key) => state[sign + key].length).map((key) => {
    const isNumber = ["topic", "tone"].includes(key);
    const written = [state[sign + key]].flat().map((value) => isNumber ? String(+value) : JSON.stringify(value));
    return `${{ actor: "actors", kind: "kinds" }[key] || key}=${written.length === 1 ? written[0] : "[" + written.join(", ") + "]"}`;
  });
}

// Python that gives the articles of a state, of a corpus called `corpus`.
function corpusCode(state) {
  const ofSentence = inPython(state, ["actor", "tone", "words"]);
  const kept = inPython(state, ["boilerplate"]);
  const where = [...inPython(state, ["outlet", "section", "since", "until", "topic"]), ...ofSentence, ...(ofSentence.length ? kept : [])];
  const without = OUT.slice(0, 3).flatMap((key) => inPython(state, [key], "-"));
  without.push(...state["-actor"].map((actor) => [...inPython({ actor }, ["actor"]), ...kept].join(", ")));
  return "corpus" + (where.length ? `.where(${where.join(", ")})` : "") + without.map((one) => `.without(${one})`).join("");
}

// Python that gives the table of the view in the centre.
function viewCode(state) {
  const corpus = corpusCode(state);
  const copies = state.copies ? ['duplicates="keep"'] : [];
  const handling = [...copies, ...inPython(state, ["boilerplate"])];
  const ties = ["comentions", corpus, ...inPython(state, ["kind"]), ...handling];
  const others = state.a ? [corpusCode(readState(state.a)), corpus] : [corpus, `corpus.without(article=${corpus}.articles["article_id"])`];
  const [name, ...given] = {
    network: ties,
    matrix: ties,
    terms: ["keyness", ...others, ...handling],
    topics: ["topic_shares", corpus, "per=None", ...copies],
    places: ["attention", corpus, "per=None", 'kinds=["GPE", "LOC"]', ...handling],
  }[state.tab];
  return `explore.${name}(${given.join(", ")})`;
}
