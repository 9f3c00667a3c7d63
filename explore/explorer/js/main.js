// The Explorer on a page: builds its regions, keeps its state, and answers clicks and keys.

function mount(root, data, provider, options) {
  const app = makeApp(root, data, provider, options);
  app.data.days = span(data);
  build(app);
  listen(app);
  app.ready = update(app);
  return app;
}

function makeApp(root, data, provider, options) {
  const app = {
    root, data, provider, options, id: "x" + Math.random().toString(36).slice(2, 8),
    state: readState(options.state || ""), past: [], once_: new Map(), cache: new Map(),
    open: new Set(), typed: "", nWho: PAGE, newest: true, kwic: false, view: null, articles: [],
  };
  app.lang = app.state.lang || options.lang || "en";
  app.t = (key, values) => words(options.labels[app.lang], key, values);
  app.once = (key, make) => (app.once_.has(key) ? app.once_.get(key) : app.once_.set(key, make()).get(key));
  app.cached = (key, make) => (app.cache.has(key) ? app.cache.get(key) : app.cache.set(key, make()).get(key));
  app.counts = () => app.cached("counts", () => countActors(data, app.view, app.articles));
  app.wholeCounts = () => app.once("whole", () => countActors(data, { boilerplate: false }, counted(data, { keep: false }, () => true)));
  // With conditions on sentences: who is named in those sentences.
  app.together = () => app.cached("together", () => (app.view.marks ? countTogether(data, app.view, app.articles) : null));
  app.restShares = (actors) => restShares(app, actors);
  app.title = (key, values) => title(app, key, values);
  app.nothing = () => nothing(app);
  app.go = (state) => {
    if (writeState(state) === writeState(app.state)) return;
    app.past.push(app.state);
    app.state = state;
    app.ready = update(app);
  };
  app.preview = (state) => {
    if (writeState(state) === writeState(app.state)) return;
    app.state = state;
    if (!app.waiting) app.waiting = requestAnimationFrame(() => ((app.waiting = 0), update(app)));
  };
  app.commit = (before) => app.past.push(before);
  app.failed = (error) => `<p class="empty" role="alert">${app.t("not answered")} ${esc(app.t(error.message || ""))}</p>`;
  return app;
}

function words(labels, key, values) {
  const text = labels[key] === undefined ? key : labels[key];
  return values ? text.replace(/\{([\w ]+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : text;
}

// A view's title: what is counted, and of which articles, of when.
function title(app, key, values) {
  const [low, high] = app.cached("days", () => {
    let [first, last] = [Infinity, -Infinity];
    for (const a of app.articles) {
      const day = app.data.a_day[a];
      if (day === UNDATED) continue;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    return [first, last];
  });
  const when = high >= low ? ltr(`${isoDay(low)} – ${isoDay(high)}`) : app.t("no dates");
  return `${app.t(key, values)} <small>${app.t("of articles", { n: number(app, app.articles.length) })}${app.lang === "ar" ? "،" : ","} ${when}</small>`;
}

// The shares of actors in what a state is set against: the selection kept as A, else all other articles.
function restShares(app, actors) {
  const { data, state } = app;
  if (state.a) {
    const other = filter(data, readState(state.a), app.hitsOf(readState(state.a)));
    return sharesAmong(data, other, counted(data, other, inState(other)), actors);
  }
  if (!conditions(state).some(({ key }) => !["kind", "copies", "boilerplate"].includes(key))) return null;
  return sharesAmong(data, app.view, counted(data, app.view, (a) => !passes(app.view.fails[a])), actors);
}

function nothing(app) {
  const drops = conditions(app.state).map((one, k) => {
    const next = drop(app.state, one);
    const view = filter(app.data, next, app.hitsOf(next));
    return { k, n: counted(app.data, view, inState(view)).length, name: chipName(app, one) };
  });
  const buttons = drops.filter(({ n }) => n).sort((one, other) => other.n - one.n)
    .map(({ k, n, name }) => `<li><button data-drop="${k}">${app.t("drop", { name, n: number(app, n) })}</button></li>`);
  return `<div class="empty"><p>${app.t("nothing")}</p><ul>${buttons.join("")}</ul></div>`;
}

// The theme that is chosen, else that of JupyterLab or of the system.
function themeOf(app) {
  const lab = document.body.dataset.jpThemeLight;
  const dark = lab ? lab === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
  return app.state.theme || (dark ? "dark" : "light");
}

// ---- regions ----

function build(app) {
  app.root.classList.add("explorer");
  app.root.tabIndex = -1; // takes the focus of a click beside the marks, and of what is drawn no more: keys still arrive
  app.root.innerHTML = `<div class="xbar" role="search"></div><p class="visually-hidden" role="status" aria-live="polite"></p><div class="xgrid"><section class="xwhen"></section><section class="xfacets"></section><section class="xcentre"></section><section class="xwho"></section><section class="xread"></section></div><footer class="xfoot"></footer><dialog></dialog>`;
  app.region = (name) => app.root.querySelector(".x" + name);
}

async function update(app) {
  const { data, state, root } = app;
  app.lang = state.lang || app.options.lang || "en";
  root.lang = app.lang;
  root.dir = app.lang === "ar" ? "rtl" : "ltr";
  app.unread = "";
  const wanted = writeState(state);
  if (state.words && !app.hitsOf(state)) {
    app.region("read").innerHTML = `<p class="note" aria-live="polite">${app.t("searching")}</p>`;
    const failed = await app.search(state.words).catch(app.failed);
    if (writeState(app.state) !== wanted) return;
    app.unread = failed || "";
  }
  app.cache.clear();
  app.view = filter(data, state, app.hitsOf(state));
  app.articles = counted(data, app.view, inState(app.view));
  redraw(app);
  app.options.onState(wanted);
}

const REGIONS = { bar: drawBar, when: drawWhen, facets: drawFacets, centre: drawCentre, who: drawWho, read: drawRead, foot: drawFoot };
const REGION_LABELS = { when: "when", facets: "facets", centre: "centre", who: "who", read: "read" };

function redraw(app, only) {
  app.root.dataset.theme = themeOf(app);
  const within = app.root.contains(app.root.ownerDocument.activeElement);
  // Widths are read before anything is written: what is written does not change them. In a hidden tab they are none.
  const scrolled = ["facets", "who"].map((name) => app.region(name).querySelector(".scroll")).map((list) => (list ? list.scrollTop : 0));
  if (app.root.clientWidth || !app.widths) app.widths = { when: app.region("when").clientWidth, centre: app.region("centre").clientWidth };
  for (const [name, draw] of Object.entries(REGIONS)) {
    if (only && !only.includes(name)) continue;
    const box = app.region(name);
    if (REGION_LABELS[name]) box.setAttribute("aria-label", app.t(REGION_LABELS[name]));
    const focus = focusKey(app, box);
    const drawn = draw(app, box);
    const scroll = scrolled[["facets", "who"].indexOf(name)];
    if (scroll && box.querySelector(".scroll")) box.querySelector(".scroll").scrollTop = scroll;
    if (focus !== null) restoreFocus(box, focus, drawn);
  }
  if (within && !app.root.contains(app.root.ownerDocument.activeElement)) app.root.focus({ preventScroll: true });
  app.root.querySelector("[role=status]").textContent = words(app.options.labels[app.lang], "count", { n: number(app, app.articles.length), all: number(app, app.total()) });
}

// What has the focus is found again after a region is drawn anew; null: the focus is elsewhere.
function focusKey(app, box) {
  const own = app.root.ownerDocument.activeElement;
  if (!own || !box.contains(own)) return null;
  const { pick: key, value, handle, tab, drop: place, open, date, article, switch: switched } = own.dataset;
  if (key) return `[data-pick="${CSS.escape(key)}"][data-value="${CSS.escape(value)}"]`;
  for (const [name, given] of Object.entries({ handle, tab, open, date, drop: place, article, switch: switched })) if (given !== undefined) return `[data-${name}="${CSS.escape(given)}"]`;
  if ("typed" in own.dataset) return "[data-typed]";
  return ["undo", "reset", "compare", "code", "lang", "theme", "search", "order", "kwic", "swap", "more"].filter((name) => name in own.dataset).map((name) => `[data-${name}]`)[0] || "";
}

const INSTEAD = "[data-search], [role=tab][aria-selected=true], [data-handle], :scope > .scroll, button:not(:disabled), summary";

// What is gone hands the focus to the first thing of its region; what is drawn later gets it back then.
function restoreFocus(box, selector, drawn) {
  const again = selector && box.querySelector(`${selector}:not(:disabled)`);
  if (!again && drawn) {
    const instead = restoreFocus(box, "");
    drawn.then(() => instead && instead.isConnected && instead.matches(":focus") && restoreFocus(box, selector));
    return instead;
  }
  if (!again) {
    const instead = box.querySelector(INSTEAD);
    if (instead) instead.focus({ preventScroll: true });
    return instead;
  }
  again.focus({ preventScroll: true });
  if (again.setSelectionRange && again.type === "search") again.setSelectionRange(again.value.length, again.value.length);
  return again;
}

function chipName(app, { key, value }) {
  if (key === "time") {
    const { since, until } = app.state;
    return ltr(`${since || "…"} – ${until ? isoDay(dayOf(until) - 1) : "…"}`);
  }
  if (key === "words") return app.t("chip words", { words: bdi(value) });
  const plain = key.replace("-", "");
  const name = bdi(nameOf(app, plain, value));
  return key[0] === "-" ? app.t("chip out", { name }) : name;
}

function drawBar(app, box) {
  const chips = conditions(app.state).map((one, k) => {
    const name = chipName(app, one);
    return `<li><button data-drop="${k}" aria-label="${app.t("drop chip")} ${name.replace(/<[^>]*>/g, "")}">${name} <span aria-hidden="true">×</span></button></li>`;
  });
  const compare = app.state.a
    ? `<button data-compare aria-pressed="true">${app.t("compare stop")}</button><button data-swap>${app.t("swap")}</button>`
    : `<button data-compare aria-pressed="false" title="${app.t("compare long")}">${app.t("compare")}</button>`;
  const switches = ["copies", "boilerplate"].map((key) => `<button data-switch="${key}" aria-pressed="${app.state[key] === "keep"}" title="${app.t(key + " long")}">${app.t(key)}</button>`).join("");
  const otherTheme = themeOf(app) === "dark" ? "light" : "dark";
  const save = app.provider.save ? `<button data-save="html">${app.t("save html")}</button>` : "";
  const pinned = app.state.a ? `<p class="pinned">${app.t("pinned")} <bdi>${selectionName(app, readState(app.state.a))}</bdi> – ${app.t("choose b")}</p>` : "";
  box.innerHTML = `<div class="row"><div class="find"><input type="search" data-search dir="auto" role="combobox" aria-expanded="false" aria-controls="${app.id}-found" aria-autocomplete="list" aria-label="${app.t("search")}" placeholder="${app.t("search")}"><ul id="${app.id}-found" role="listbox" aria-label="${app.t("search")}" hidden></ul></div><p class="count">${app.t("count", { n: `<b>${ltr(number(app, app.articles.length))}</b>`, all: ltr(number(app, app.total())) })}</p><div class="tools"><button data-undo${app.past.length ? "" : " disabled"}>${app.t("undo")}</button><button data-reset${chips.length || app.state.a ? "" : " disabled"}>${app.t("reset")}</button>${compare}${switches}<button data-code>${app.t("code")}</button><button data-save="csv">${app.t("save csv")}</button>${save}<button data-lang lang="${app.lang === "ar" ? "en" : "ar"}">${app.lang === "ar" ? "English" : "العربية"}</button><button data-theme-next="${otherTheme}" data-theme>${app.t(otherTheme)}</button></div></div>${chips.length ? `<ul class="chips" aria-label="${app.t("chips")}">${chips.join("")}</ul>` : ""}${pinned}${app.provider.gone ? `<p class="pinned" role="alert">${app.t("kernel gone")}</p>` : ""}<pre class="code" hidden dir="ltr" tabindex="0"></pre>`;
}

// What a selection is, in words that are escaped already.
function selectionName(app, state) {
  const named = conditions(state).filter(({ key }) => key !== "kind").map((one) => chipName({ ...app, state }, one).replace(/<[^>]*>/g, ""));
  return named.length ? named.join(" · ") : app.t("all articles");
}

function drawFoot(app, box) {
  const { about } = app.data;
  const out = app.provider.carried === null ? "" : `<p>${app.t(app.provider.carry.n === "0" ? "file none" : "file carries", app.provider.carry)}</p>`;
  const notes = about.notes.map((note) => `<li dir="auto">${esc(note)}</li>`).join("");
  box.innerHTML = `<p>${app.t("hint")}</p>${out}<p dir="ltr">${esc(about.corpus)} · ${esc(about.versions)} · input ${esc(about.input)}</p><p dir="ltr">${esc(about.cite)}</p>${notes ? `<details><summary>${app.t("notes")}</summary><ul>${notes}</ul></details>` : ""}`;
}

// ---- events ----

function listen(app) {
  const { root } = app;
  app.total = () => app.once("total", () => counted(app.data, { keep: false }, () => true).length);
  app.hits = new Map();
  app.hitsOf = (state) => (state.words ? app.hits.get(state.words) || null : null);
  app.search = async (text) => {
    app.hits.set(text, await app.provider.search(text, app.data));
  };
  root.addEventListener("click", (event) => click(app, event));
  root.addEventListener("keydown", (event) => key(app, event));
  root.addEventListener("pointerdown", (event) => dragBrush(app, event));
  root.addEventListener("input", (event) => input(app, event));
  root.addEventListener("change", (event) => changeDate(app, event));
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    root.addEventListener(name, (event) => highlight(app, event.target, on));
  }
  let width = root.clientWidth;
  new ResizeObserver(() => {
    if (!root.clientWidth || Math.abs(root.clientWidth - width) < 8) return;
    width = root.clientWidth;
    redraw(app, ["when", "centre"]);
  }).observe(root);
}

function highlight(app, target, on) {
  const mark = target.closest && target.closest("[data-hover]");
  if (!mark) return;
  const ids = mark.dataset.pick === "tie" ? mark.dataset.value.split(" ").map((id) => "actor:" + id) : [mark.dataset.hover];
  for (const id of [mark.dataset.hover, ...ids]) {
    for (const same of app.root.querySelectorAll(`[data-hover="${CSS.escape(id)}"]`)) same.classList.toggle("hover", on);
  }
}

function chooseMark(app, mark, event) {
  const how = event.altKey ? "out" : event.shiftKey ? "add" : "set";
  const { pick: key_, value } = mark.dataset;
  if (key_ === "tie") {
    const next = copyState(app.state);
    next.actor = value.split(" ");
    next["-actor"] = next["-actor"].filter((id) => !next.actor.includes(id));
    return app.go(next);
  }
  if (key_ === "words") return app.go(withWord(app.state, value, mark.dataset.side));
  if (key_ === "kind" && how === "out") return null;
  const dialog = app.root.querySelector("dialog");
  if (dialog.open) dialog.close();
  return app.go(choose(app.state, key_, value, how));
}

// A word filters the selection; in a comparison it leads into the side that it is a word of, and Esc leads back.
function withWord(state, word, side) {
  const { tab, lang, theme } = state;
  const base = state.a && side === "a" ? readState(state.a) : copyState(state);
  return { ...base, tab, lang, theme, a: "", words: base.words === word ? "" : word };
}

function click(app, event) {
  const target = event.target.closest("button, [data-pick], [role=option]");
  if (!target) return;
  const { dataset } = target;
  const next = copyState(app.state);
  if (dataset.pick) chooseMark(app, target, event);
  else if (dataset.found) pickFound(app, target);
  else if (dataset.tab) app.go({ ...next, tab: dataset.tab });
  else if (dataset.drop) app.go(drop(app.state, conditions(app.state)[+dataset.drop]));
  else if ("undo" in dataset) undo(app);
  else if ("reset" in dataset) app.go({ ...emptyState(), lang: next.lang, theme: next.theme, tab: next.tab });
  else if ("compare" in dataset) app.go({ ...next, a: next.a ? "" : writeState({ ...next, tab: "network", lang: "", theme: "", a: "" }) || "tab=network" });
  else if ("swap" in dataset) app.go({ ...readState(next.a), tab: next.tab, lang: next.lang, theme: next.theme, a: writeState({ ...next, tab: "network", lang: "", theme: "", a: "" }) });
  else if (dataset.switch) app.go({ ...next, [dataset.switch]: next[dataset.switch] ? "" : "keep" });
  else if ("lang" in dataset) app.go({ ...next, lang: app.lang === "ar" ? "en" : "ar" });
  else if ("theme" in dataset) app.go({ ...next, theme: dataset.themeNext });
  else if (dataset.period) {
    const [since, until] = dataset.period.split("|");
    app.go({ ...next, since, until });
  } else clickTool(app, dataset);
}

function clickTool(app, dataset) {
  if ("code" in dataset) showCode(app);
  else if (dataset.save) save(app, dataset.save);
  else if (dataset.open) {
    if (!app.open.delete(dataset.open)) app.open.add(dataset.open);
    redraw(app, ["facets"]);
  } else if (dataset.more) {
    app.nWho += PAGE;
    redraw(app, ["who"]);
  } else if ("order" in dataset || "kwic" in dataset) {
    app["order" in dataset ? "newest" : "kwic"] = !app["order" in dataset ? "newest" : "kwic"];
    redraw(app, ["read"]);
  } else if (dataset.article) openArticle(app, +dataset.article);
  else if ("close" in dataset) app.root.querySelector("dialog").close();
}

function undo(app) {
  if (!app.past.length) return;
  app.state = app.past.pop();
  app.ready = update(app);
}

function key(app, event) {
  const { target } = event;
  if (target.dataset && "search" in target.dataset) return searchKey(app, event);
  if (keyBrush(app, event) || keyMarks(app, event)) return null;
  if (target.getAttribute && target.getAttribute("role") === "tab" && ["ArrowLeft", "ArrowRight"].includes(event.key)) return tabKey(app, event);
  if ((event.key === "Enter" || event.key === " ") && target.dataset && target.dataset.pick && target.tagName !== "BUTTON") {
    event.preventDefault();
    return chooseMark(app, target, event);
  }
  if ((event.key === "Enter" || event.key === " ") && target.tagName === "BUTTON" && target.dataset.pick && (event.altKey || event.shiftKey)) {
    event.preventDefault();
    return chooseMark(app, target, event);
  }
  if (event.key === "Escape" && !app.root.querySelector("dialog").open && !(target.tagName === "INPUT" && target.value)) {
    event.stopPropagation();
    return undo(app);
  }
  return null;
}

// The marks of a drawing are one stop for Tab, and so are those of the sentences; arrows lead from one to the next.
function keyMarks(app, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const mark = event.target.closest(".view svg [data-pick], .sentences button, .sentences .mark");
  if (!step || !mark) return false;
  const list = mark.closest(".view, .sentences");
  const marks = list.matches(".view") ? marksOf(list) : [...list.querySelectorAll("button, .mark")];
  const next = marks[(marks.indexOf(mark) + step + marks.length) % marks.length];
  mark.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
  event.preventDefault();
  return true;
}

function marksOf(view) {
  const marks = [...view.querySelectorAll("svg [data-pick]:not([aria-hidden])")];
  return [...marks.filter((mark) => !mark.matches(".tie")), ...marks.filter((mark) => mark.matches(".tie"))];
}

function tabKey(app, event) {
  const step = (event.key === "ArrowRight") === (app.lang !== "ar") ? 1 : -1;
  const tab = TABS[(TABS.indexOf(app.state.tab) + step + TABS.length) % TABS.length];
  app.go({ ...copyState(app.state), tab });
  app.root.querySelector(`[data-tab="${tab}"]`).focus();
}

function input(app, event) {
  if ("typed" in event.target.dataset) {
    app.typed = event.target.value;
    redraw(app, ["who"]);
  } else if ("search" in event.target.dataset) suggest(app, event.target);
}

function changeDate(app, event) {
  const { date } = event.target.dataset;
  const { value } = event.target;
  if (!date || (value && !isDay(value))) return; // while a year is typed its first digits are a year, too
  const next = copyState(app.state);
  next[date] = value && date === "until" ? isoDay(dayOf(value) + 1) : value;
  if (next.since && next.until && next.since >= next.until) next[date === "since" ? "until" : "since"] = "";
  app.go(next);
}

// ---- search ----

function suggest(app, field) {
  const list = app.root.querySelector("[role=listbox]");
  const text = field.value.trim();
  const found = text.length >= 2 ? findActors(app, text, 8) : [];
  const counts = app.wholeCounts();
  const options = found.map((k) => `<li role="option" id="${app.id}-o${k}" data-found="actor" data-value="${esc(app.data.actors[k][0])}" aria-selected="false"><span dir="auto">${esc(actorName(app, k))}</span> <small>${esc(app.t("kind " + app.data.actors[k][3]))} · ${ltr(number(app, counts.n[k]))}</small></li>`);
  if (text) options.push(`<li role="option" id="${app.id}-words" data-found="words" data-value="${esc(text)}" aria-selected="false">${app.t("search words", { words: bdi(text) })}</li>`);
  list.innerHTML = options.join("");
  list.hidden = !options.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  field.removeAttribute("aria-activedescendant");
}

function searchKey(app, event) {
  const list = app.root.querySelector("[role=listbox]");
  const options = [...list.querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!options.length) return;
    const next = (at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    options.forEach((option, k) => option.setAttribute("aria-selected", String(k === next)));
    event.target.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && options.length) pickFound(app, options[Math.max(at, 0)], event.shiftKey);
  else if (event.key === "Escape") {
    event.stopPropagation();
    if (!event.target.value) return undo(app);
    event.target.value = "";
    suggest(app, event.target);
  }
  return null;
}

function pickFound(app, option, add) {
  const { found, value } = option.dataset;
  if (found === "actor") app.go(app.state.actor.includes(value) ? app.state : choose(app.state, "actor", value, add ? "add" : "set"));
  else if (fold(app.data, value).match(/[\p{L}\p{N}]/u)) app.go({ ...copyState(app.state), words: value });
  const list = app.root.querySelector("[role=listbox]");
  if (list) list.hidden = true;
}

// ---- code and files ----

function showCode(app) {
  const box = app.root.querySelector("pre.code");
  const code = `import explore\n\ncorpus = explore.Corpus.load("FOLDER")\nview = ${corpusCode(app.state)}\n\n# ${app.state.tab}\n${viewCode(app.state)}\n`;
  box.hidden = !box.hidden;
  box.textContent = code;
  if (!box.hidden && navigator.clipboard) navigator.clipboard.writeText(code).catch(() => {});
}

async function save(app, kind) {
  let [name, type, content] = ["explore.csv", "text/csv;charset=utf-8", ""];
  if (kind === "csv") content = "\ufeff" + whoCsv(app);
  else {
    [name, type] = ["explorer.html", "text/html"];
    const [button] = app.root.querySelectorAll("[data-save=html]");
    button.disabled = true;
    try {
      content = await app.provider.save(writeState(app.state));
    } catch (error) {
      return app.root.querySelector(".xfoot").insertAdjacentHTML("afterbegin", app.failed(error));
    } finally {
      button.disabled = false;
    }
  }
  const link = app.root.ownerDocument.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return null;
}

// The ranked actors of the state as a table; before a text that a spreadsheet would take for a formula stands "'".
function whoCsv(app) {
  const counts = app.counts();
  const cell = (value) => {
    if (value === null || Number.isNaN(value)) return "";
    if (typeof value === "number") return String(value);
    return `"${/^\s*[=+@＝＋＠－-]|^[\t\r\n]/.test(value) ? "'" : ""}${value.replace(/"/g, '""')}"`;
  };
  const ranked = rankActors(app.data, counts, app.state.kind, [], app.data.nActors);
  const tones = tonesOf(app.data, counts, ranked);
  const rows = ranked.map((k, i) => {
    const [share, tone] = [shareFor(counts, k), tones[i]];
    const [id, arabic, english, kind] = app.data.actors[k];
    return [id, arabic, english, kind, share.n, share.total, share.share, share.low, share.high, tone.mean, tone.low, tone.high, tone.n];
  });
  const heads = ["actor_id", "name_ar", "name_en", "kind", "n", "total", "share", "low", "high", "tone", "tone_low", "tone_high", "n_tone"];
  return [heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}
