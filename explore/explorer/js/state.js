// The state: what is chosen, as one object, as a short text for a link, and as code.

const LISTS = ["outlet", "section", "topic", "actor", "tone", "kind"];
const OUT = ["outlet", "section", "topic", "actor"];
const SINGLES = ["since", "until", "words", "copies", "boilerplate", "tab", "a", "lang", "theme", "colour"];
const TABS = ["network", "matrix", "terms", "topics", "places"];

function emptyState() {
  const state = {};
  for (const key of LISTS) state[key] = [];
  for (const key of OUT) state["-" + key] = [];
  for (const key of SINGLES) state[key] = "";
  state.tab = "network";
  return state;
}

function readState(text) {
  const state = emptyState();
  for (const [key, value] of new URLSearchParams(text.replace(/^#/, ""))) {
    if (Array.isArray(state[key])) state[key].push(value);
    else if (Object.hasOwn(state, key)) state[key] = value;
  }
  for (const key of ["since", "until"]) if (!isDay(state[key])) state[key] = "";
  for (const key of ["copies", "boilerplate"]) if (state[key]) state[key] = "keep";
  if (!["en", "ar"].includes(state.lang)) state.lang = "";
  if (!["light", "dark"].includes(state.theme)) state.theme = "";
  if (!TABS.includes(state.tab)) state.tab = "network";
  return state;
}

function isDay(text) {
  return /^[1-9]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(dayOf(text)) && isoDay(dayOf(text)) === text;
}

function writeState(state) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (Array.isArray(value)) value.forEach((one) => params.append(key, one));
    else if (value && !(key === "tab" && value === "network")) params.append(key, value);
  }
  return params.toString();
}

function copyState(state) {
  return readState(writeState(state));
}

// Chooses a value of a list: alone, beside the others ("add"), or shut out ("out"); what is chosen so is let go again.
function choose(state, key, value, how) {
  value = String(value);
  const next = copyState(state);
  const [own, other] = how === "out" ? ["-" + key, key] : [key, "-" + key];
  const had = next[own].includes(value);
  if (next[other]) next[other] = next[other].filter((one) => one !== value);
  if (how === "set") next[own] = had && next[own].length === 1 ? [] : [value];
  else next[own] = had ? next[own].filter((one) => one !== value) : [...next[own], value];
  return next;
}

// The conditions of a state, each with what to drop to be without it.
function conditions(state) {
  const found = [];
  if (state.since || state.until) found.push({ key: "time", value: "" });
  for (const key of LISTS) for (const value of state[key]) found.push({ key, value });
  for (const key of OUT) for (const value of state["-" + key]) found.push({ key: "-" + key, value });
  for (const key of ["words", "copies", "boilerplate"]) if (state[key]) found.push({ key, value: state[key] });
  return found;
}

function drop(state, { key, value }) {
  const next = copyState(state);
  if (key === "time") next.since = next.until = "";
  else if (Array.isArray(next[key])) next[key] = next[key].filter((one) => one !== value);
  else next[key] = "";
  return next;
}

// ---- code ----

function literal(value) {
  return JSON.stringify(String(value));
}

function listed(values, write) {
  return values.length === 1 ? write(values[0]) : "[" + values.map(write).join(", ") + "]";
}

// Python that gives the articles of a state, of a corpus called `corpus`.
function corpusCode(state) {
  const numbers = (value) => String(+value);
  const kept = state.boilerplate ? ', boilerplate="keep"' : "";
  const given = [];
  if (state.outlet.length) given.push("outlet=" + listed(state.outlet, literal));
  if (state.section.length) given.push("section=" + listed(state.section, literal));
  if (state.since) given.push("since=" + literal(state.since));
  if (state.until) given.push("until=" + literal(state.until));
  if (state.topic.length) given.push("topic=" + listed(state.topic, numbers));
  const ofSentence = state.actor.length || state.tone.length || state.words;
  if (state.actor.length) given.push("actors=" + listed(state.actor, literal));
  if (state.tone.length) given.push("tone=" + listed(state.tone, numbers));
  if (state.words) given.push("words=" + literal(state.words));
  let code = "corpus";
  if (given.length) code += ".where(" + given.join(", ") + (ofSentence ? kept : "") + ")";
  if (state["-outlet"].length) code += ".without(outlet=" + listed(state["-outlet"], literal) + ")";
  if (state["-section"].length) code += ".without(section=" + listed(state["-section"], literal) + ")";
  if (state["-topic"].length) code += ".without(topic=" + listed(state["-topic"], numbers) + ")";
  for (const actor of state["-actor"]) code += `.without(actors=${literal(actor)}${kept})`;
  return code;
}

// Python that gives the table of the view in the centre.
function viewCode(state) {
  const kinds = state.kind.length ? ", kinds=" + listed(state.kind, literal) : "";
  const handling = (state.copies ? ', duplicates="keep"' : "") + (state.boilerplate ? ', boilerplate="keep"' : "");
  const corpus = corpusCode(state);
  const calls = {
    network: `explore.comentions(${corpus}${kinds}${handling})`,
    matrix: `explore.comentions(${corpus}${kinds}${handling})`,
    terms: `explore.keyness(${state.a ? corpusCode(readState(state.a)) + ", " + corpus : corpus + ", " + restCode(state)}${handling})`,
    topics: `explore.topic_shares(${corpus}, per=None${state.copies ? ', duplicates="keep"' : ""})`,
    places: `explore.attention(${corpus}, per=None, kinds=["GPE", "LOC"]${handling})`,
  };
  return calls[state.tab];
}

function restCode(state) {
  return `corpus.without(article=${corpusCode(state)}.articles["article_id"])`;
}
