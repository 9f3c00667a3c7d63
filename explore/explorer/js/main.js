// The Explorer on a page: builds its regions, keeps its state, and answers clicks and keys.

let root, provider, options, lang; // the element it is drawn in, what answers it, its labels
let state; // what is chosen
let view; // what that selects
let past = []; // states to go back to
let unread = ""; // why a search has found nothing
let [typed, nWho] = ["", PAGE]; // who is sought, and how many are shown
let reading = {}; // the sentences that are read
let widths; // of regions
let missing = null; // what had the focus, and what has it until that is drawn
const opened = new Set(["newest"]); // lists and tables that are open, and switches of lists that are on

// Begins in an element that holds what stands in explorer.html.
function start(into, from, given) {
  [root, provider, options] = [into, from, given];
  state = readState(options.state);
  const listeners = { click, keydown: pressed, pointerdown: dragBrush, input, change: changeDate, toggle, scroll };
  for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) listeners[name] = highlight;
  for (const name in listeners) root.addEventListener(name, listeners[name], true); // toggle and scroll do not bubble
  new ResizeObserver(() => {
    if (root.clientWidth && abs(root.clientWidth - widths?.root) >= 8) redraw(["when", "centre"]);
  }).observe(root);
  return update();
}

const goTo = (element) => element?.focus({ preventScroll: true });

// The state that is kept as A.
const pinned = () => readState(state.a);

const region = (name) => root.querySelector(".x" + name);

// Changes properties of the first element of a selector.
const set = (selector, values) => Object.assign(root.querySelector(selector), values);

// What is made once, and what is made once for a state.
const keep = (store) => (key, make) => store.get(key) ?? store.set(key, make()).get(key);
const ofState = new Map();
const [once, cached] = [keep(new Map()), keep(ofState)];
const counts = () => cached("counts", () => countActors(view));
const wholeView = () => once("whole", () => select(readState("")));
const wholeCounts = () => once("whole counts", () => countActors(wholeView()));

// With conditions on sentences: who is named in those sentences.
const together = () => view.marks && cached("together", () => countTogether(view));

// The actors of a state that come first, in lists and in drawings.
const ranked = () => cached("ranked" + nWho, () => rankActors(counts(), state.kind, chosenActors(), max(nWho, 42), together()?.n));

// Counts of some actors in what a state is set against: the selection kept as A, else all other articles.
function restCounts(some) {
  if (!state.a && !choices(state).length) return null;
  return countActors(state.a ? select(pinned()) : { ...view, articles: counted(view, (fail) => !passes(fail)) }, some);
}

const failed = (error) => tag("p.empty", { role: "alert" }, t("not answered"), " ", esc(t(error.message || "")));

function nothing() {
  const drops = conditions(state).map((one, k) => [select(drop(state, one)).articles.length, k, nameOfCondition(one, bdi)]);
  const filled = drops.filter(([n]) => n).sort((a, b) => b[0] - a[0]);
  const buttons = filled.map(([n, k, name]) => tag("li", button("drop", k, t("drop", { name, n: number(n) }))));
  return tag("div.empty", tag("p", t("nothing")), tag("ul", buttons));
}

// The theme that is chosen, else that of JupyterLab or of the system.
function isDark() {
  const lab = document.body.dataset.jpThemeLight;
  return state.theme ? state.theme === "dark" : lab ? lab === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// Goes to a state, if it is another one; that can be undone.
function go(changes) {
  const next = { ...state, ...changes };
  if (writeState(next) === writeState(state)) return;
  past.push(state);
  show(next);
}

function show(next) {
  state = next;
  return update();
}

function undo() {
  if (past.length) show(past.pop());
}

async function update() {
  const wanted = writeState(state);
  unread = "";
  lang = state.lang || options.lang;
  if (lang !== root.lang) speak();
  for (const { words } of [state, pinned()]) {
    if (!words || hits.has(words)) continue;
    set(".sentences", { innerHTML: tag("p.note", { "aria-live": "polite" }, t("searching")) });
    const problem = await provider.search(words).then((found) => void hits.set(words, found), failed);
    if (writeState(state) !== wanted) return;
    unread ||= problem;
  }
  ofState.clear();
  if (answer.failed) answer = {};
  view = select(state);
  redraw(Object.keys(REGIONS));
  options.onState(wanted);
}

// Says what stands still in the language of the page.
function speak() {
  Object.assign(root, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
  for (const one of root.querySelectorAll("[data-words], [data-title], [data-label]")) {
    const { words, title: long, label } = one.dataset;
    if (words) one.textContent = t(words, options.carry);
    if (long) one.title = t(long);
    if (label) one.ariaLabel = one.placeholder = t(label);
  }
}

// What is drawn of each region: its parts by selector.
const REGIONS = { bar: drawBar, when: drawWhen, facets: drawFacets, centre: drawCentre, who: drawWho, read: drawRead };

const focused = () => document.activeElement;

function redraw(names) {
  root.dataset.theme = isDark() ? "dark" : "light";
  const within = root.contains(focused());
  // Places and widths are set and read before anything is written: what is written does not change them. In a hidden tab
  // they are none.
  if (names.includes("read")) set(".sentences", { scrollTop: 0 });
  if (root.clientWidth || !widths) widths = { root: root.clientWidth, when: region("when").clientWidth, centre: region("centre").clientWidth };
  for (const name of names) {
    for (const [part, html] of Object.entries(REGIONS[name]())) {
      const box = region(name).querySelector(part);
      const focus = focusKey(box);
      box.innerHTML = [html].flat(3).join("");
      if (part === ".view") oneStop(marksOf(box));
      if (part === ".sentences") readOn();
      if (focus !== null) restoreFocus(box, focus);
    }
  }
  const own = focused();
  if (within && (own.disabled || !root.contains(own))) goTo(own.disabled ? set("[data-search]") : root);
}

// What has the focus is found again after a part is drawn anew, by its data; null: the focus is elsewhere.
function focusKey(box) {
  const own = focused();
  if (own === box || !box.contains(own)) return null;
  if (missing?.instead === own) return missing.selector;
  const known = [...own.attributes].filter(({ name }) => /^data-(?!hover|lm|side)/.test(name));
  return known.map(({ name, value }) => `[${name}="${CSS.escape(value)}"]`).join("");
}

// What is gone hands the focus to the first thing of its part or region; what is drawn later gets it back then.
function restoreFocus(box, selector) {
  const again = selector && box.querySelector(selector + ":not(:disabled)");
  const first = "[data-search], [role=tab][aria-selected=true], [data-handle], .scroll, button:not(:disabled), summary";
  const instead = again || box.closest(".xbar, section").querySelector(first);
  missing = again ? null : { selector, instead };
  goTo(instead);
}

// ---- bar ----

// A condition in words: an outlet, a section, a topic and an actor of one name are told apart. `apart` sets a name apart.
function nameOfCondition({ key, value }, apart, { since, until } = state) {
  if (key === "time") return apart(`${since || "…"} – ${until ? isoDay(dayOf(until) - 1) : "…"}`);
  if (key === "words") return t("chip words", { words: apart(value) });
  const plain = key.replace("-", "");
  const name = (OUT.includes(plain) ? t("facet " + plain) + " " : "") + apart(nameOf(plain, value));
  return key === plain ? name : t("chip out", { name });
}

// What a selection is, in words.
function selectionName(chosen = state) {
  const named = conditions(chosen).filter(({ key }) => key !== "kind").map((one) => nameOfCondition(one, String, chosen));
  return named.join(" · ") || t("all articles");
}

function drawBar() {
  const chips = conditions(state).map((one, k) => {
    return tag("li", button(
      "drop",
      k,
      [nameOfCondition(one, bdi), " ", tag("span", { "aria-hidden": true }, "×")],
      { "aria-label": t("drop chip") + " " + nameOfCondition(one, String) },
    ));
  });
  const [n, all] = [view, wholeView()].map(({ articles }) => number(articles.length));
  set("[data-undo]", { disabled: !past.length });
  set("[data-reset]", { disabled: !chips.length && !state.a });
  set("[data-compare]", { ariaPressed: state.a !== "", textContent: t(state.a ? "compare stop" : "compare") });
  set("[data-swap]", { hidden: !state.a });
  set("pre.code", { textContent: code() });
  for (const key of ["copies", "boilerplate"]) set(`[data-switch=${key}]`, { ariaPressed: state[key] !== "" });
  set("[data-lang]", { lang: lang === "ar" ? "en" : "ar" });
  set("[data-theme-next]", { textContent: t(isDark() ? "light" : "dark") });
  set(".pinned", { hidden: !state.a });
  set(".pinned bdi", { textContent: selectionName(pinned()) });
  return { ".count": t("count", { n: tag("b", ltr(n)), all: ltr(all) }), ".chips": chips };
}

// ---- events ----

// A selection in the view, language and theme of the page, with nothing pinned.
const shownAs = (chosen) => ({ ...chosen, tab: state.tab, lang: state.lang, theme: state.theme, a: "" });

// What a click on an element does, by its data.
const ACTIONS = {
  pick: chooseMark,
  found: pickFound,
  tab: (tab) => go({ tab }),
  drop: (k) => go(drop(state, conditions(state)[k])),
  undo,
  reset: () => go(shownAs(readState(""))),
  compare: () => go({ a: state.a ? "" : writeChoice(state) || "tab=network" }),
  swap: () => go({ ...shownAs(pinned()), a: writeChoice(state) }),
  switch: (key) => go({ [key]: state[key] ? "" : "keep" }),
  lang: () => go({ lang: lang === "ar" ? "en" : "ar" }),
  themeNext: () => go({ theme: isDark() ? "light" : "dark" }),
  go: (changes) => go(JSON.parse(changes)),
  code: showCode,
  save,
  open: (key) => flip(key, "facets"),
  order: () => flip("newest", "read"),
  kwic: () => flip("kwic", "read"),
  more: () => {
    nWho += PAGE;
    redraw(["who"]);
  },
  article: (a) => openArticle(+a),
  close: () => set("dialog").close(),
};

function flip(key, name) {
  if (!opened.delete(key)) opened.add(key);
  redraw([name]);
}

function toggle({ target: { dataset, open } }) {
  if (dataset.details) opened[open ? "add" : "delete"](dataset.details);
}

function scroll({ target: list }) {
  if (list.matches(".sentences") && list.scrollTop + list.clientHeight > list.scrollHeight - 300) readOn();
}

function click(event) {
  const target = event.target.closest("button, [data-pick], [role=option]");
  if (!target) return;
  const name = Object.keys(target.dataset).find((key) => ACTIONS[key]);
  ACTIONS[name]?.(target.dataset[name], target, event);
}

function highlight({ target, type }) {
  const { hover, pick: key, value } = target.closest("[data-hover]")?.dataset || {};
  const ids = key === "tie" ? value.split(" ").map((one) => "actor:" + one) : [];
  for (const one of hover ? [hover, ...ids] : []) {
    for (const same of root.querySelectorAll(`[data-hover="${CSS.escape(one)}"]`)) same.classList.toggle("hover", /over|in$/.test(type));
  }
}

function chooseMark(key, { dataset: { value, side } }, { altKey, shiftKey }) {
  set("dialog").close();
  if (key === "tie") {
    const actor = value.split(" ");
    return go({ actor, "-actor": state["-actor"].filter((one) => !actor.includes(one)) });
  }
  if (key === "words") {
    // A word filters the selection; in a comparison it leads into the side that it is a word of (one of all other
    // articles into all articles), and Esc leads back.
    const base = (state.a ? side === "a" && pinned() : side === "b" && readState("")) || state;
    return go({ ...shownAs(base), words: base.words === value ? "" : value });
  }
  if (altKey && !OUT.includes(key)) return;
  go(choose(state, key, value, altKey ? "out" : shiftKey ? "add" : "set"));
}

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, PageDown: -4, PageUp: 4 };

function pressed(event) {
  const { target, key, altKey, shiftKey } = event;
  const { search, handle, pick: picked } = target.dataset;
  if (search !== undefined) return searchKey(event);
  if (STEPS[key] && (handle ? keyBrush(handle, STEPS[key]) : keyMarks(target, STEPS[key]))) event.preventDefault();
  else if ([" ", "Enter"].includes(key) && picked && (target.tagName !== "BUTTON" || altKey || shiftKey)) {
    event.preventDefault();
    chooseMark(picked, target, event);
  } else if (key === "Escape" && !set("dialog").open && !(target.tagName === "INPUT" && target.value)) {
    event.stopPropagation();
    undo();
  }
}

// The marks of a drawing are one stop for Tab, and so are those of the sentences; arrows lead from one to the next.
function oneStop(marks, stop = marks[0]) {
  for (const one of marks) one.tabIndex = one === stop ? 0 : -1;
}

function marksOf(list) {
  const kinds = list.matches(".view") ? ["svg [data-pick]:not(.tie, [aria-hidden])", "svg .tie"] : ["button, .mark"];
  return kinds.flatMap((kind) => [...list.querySelectorAll(kind)]);
}

// Goes to the next mark, or to the next view in the direction of reading. Returns whether there is one.
function keyMarks(target, step) {
  const own = target.closest(".view svg [data-pick], .sentences button, .sentences .mark, [role=tab]");
  if (!own || abs(step) > 1) return false;
  const isTab = own.role === "tab";
  const marks = marksOf(own.closest(".view, .sentences, [role=tablist]"));
  const next = marks.at((marks.indexOf(own) + (isTab && lang === "ar" ? -step : step)) % marks.length);
  oneStop(marks, next);
  next.focus();
  if (isTab) next.click();
  return true;
}

function input({ target }) {
  if ("search" in target.dataset) suggest(target);
  if (!("typed" in target.dataset)) return;
  typed = target.value;
  redraw(["who"]);
}

function changeDate({ target: { dataset: { date }, value } }) {
  if (!date || (value && !isDay(value))) return; // while a year is typed its first digits are a year, too
  const next = { ...state, [date]: value && date === "until" ? isoDay(dayOf(value) + 1) : value };
  if (next.since && next.until && next.since >= next.until) next[date === "since" ? "until" : "since"] = "";
  go(next);
}

// ---- search ----

function suggest(field) {
  const sought = field.value.trim();
  const list = set("[role=listbox]", { hidden: !sought });
  const found = (sought[1] ? findActors(sought, 8) : []).map((k) => {
    const facts = [t("kind " + actors[k][3]), t("of articles", { n: ltr(number(wholeCounts().n[k])) })];
    return ["actor", actors[k][0], auto("span", actorName(k)) + " " + tag("small", facts.join(" · "))];
  });
  if (sought) found.push(["words", sought, t("search words", { words: bdi(sought) })]);
  list.innerHTML = found.map(([kind, value, said], k) => tag("li", { role: "option", id: list.id + k, "data-found": kind, "data-value": value }, said)).join("");
  field.ariaExpanded = !list.hidden;
  point(field, 0);
}

// Leads the arrow keys to an option of the list that is found: -1 and 1 go on, 0 begins anew.
function point(field, step) {
  const found = [...set("[role=listbox]").children];
  const at = found.findIndex((option) => option.ariaSelected === "true");
  const next = step && found[(at + step + found.length) % found.length];
  for (const option of found) option.ariaSelected = option === next;
  field.setAttribute("aria-activedescendant", next?.id || "");
  next?.scrollIntoView?.({ block: "nearest" });
}

function searchKey(event) {
  const { key, target } = event;
  const { children } = set("[role=listbox]");
  if (["ArrowDown", "ArrowUp"].includes(key)) {
    event.preventDefault();
    point(target, STEPS[key]);
  } else if (key === "Enter" && children.length) pickFound("", root.querySelector("[role=option][aria-selected=true]") || children[0], event);
  else if (key === "Escape") {
    event.stopPropagation();
    if (!target.value) undo();
    target.value = "";
    suggest(target);
  }
}

function pickFound(_, { dataset: { found, value } }, { shiftKey }) {
  suggest(set("[data-search]", { value: "" }));
  if (found === "words") {
    if (/[\p{L}\p{N}]/u.test(fold(value))) go({ words: value });
  } else if (!state.actor.includes(value)) go(choose(state, "actor", value, shiftKey ? "add" : "set"));
}

// ---- code and files ----

const code = () => `import explore\n\ncorpus = explore.Corpus.load("FOLDER")\nview = ${corpusCode(state)}\n\n# ${state.tab}\n${viewCode(state)}\n`;

function showCode() {
  const box = set("pre.code");
  box.hidden = !box.hidden;
  if (!box.hidden) navigator.clipboard?.writeText(code()).catch(() => {});
}

// Saves the ranked actors ("csv") or the page ("html"), named after the selection.
async function save(kind, asked) {
  asked.disabled = true;
  try {
    const content = kind === "csv" ? "\ufeff" + whoCsv() : await provider.save(writeState(state));
    const href = URL.createObjectURL(new Blob([content], { type: `text/${kind};charset=utf-8` }));
    const name = ("explorer " + selectionName()).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
    Object.assign(document.createElement("a"), { href, download: `${name}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1e4);
  } catch (error) {
    set(".xfoot").insertAdjacentHTML("afterbegin", failed(error));
  }
  asked.disabled = false;
}

// The ranked actors of the state as a table; before a text that a spreadsheet would take for a formula stands "'".
function whoCsv() {
  const cell = (value) => {
    if (typeof value !== "string") return isNaN(value) ? "" : value;
    return `"${/^\s*[=+@＝＋＠－-]|^[\t\r\n]/.test(value) ? "'" : ""}${value.replace(/"/g, '""')}"`;
  };
  const ranked = rankActors(counts(), state.kind, [], actors.length);
  const said = tonesOf(view, ranked);
  const rows = ranked.map((k, i) => {
    const { mean, low, high, n } = said.tone(i);
    return [...actors[k].slice(0, 4), ...Object.values(counts().share(k)), mean, low, high, n].map(cell).join(",");
  });
  return ["actor_id,name_ar,name_en,kind,n,total,share,low,high,tone,tone_low,tone_high,n_tone", ...rows].join("\r\n");
}
