// Facets, Who and Read: the lists beside the centre.

const KINDS = ["PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP"];
const PAGE = 40; // actors that are shown at first

// A view's title: what is counted, and of which articles, of when.
function title(key, values) {
  const [low, high] = cached("days", () => {
    const dated = view.articles.map((a) => a_day[a]).filter((day) => day !== UNDATED).sort();
    return [dated[0], dated.at(-1)];
  });
  const when = low === undefined ? t("no dates") : ltr(`${isoDay(low)} – ${isoDay(high)}`);
  return t(key, values) + " " + tag("small", t("of articles", { n: number(view.articles.length) }), t("comma"), when);
}

const heading = (key) => tag("h2", title(key));

// Returns how many actors of each kind are named.
function kindCounts({ n }) {
  const kinds = once("kinds", () => actors.map((actor) => max(KINDS.indexOf(actor[3]), 0)));
  const found = KINDS.map(() => 0);
  n.forEach((named, k) => named && found[kinds[k]]++);
  return found;
}

const drawFacets = () => ({ div: ["outlet", "section", "topic", "tone", "kind"].map(facet) });

function facet(key) {
  const isKind = key === "kind";
  const whole = once("facet " + key, () => isKind ? kindCounts(wholeCounts()) : countFacet(wholeView(), key));
  const now = isKind ? kindCounts(counts()) : countFacet(view, key);
  const all = (isKind ? KINDS : data.names[key]).map((value, k) => ({ value, n: now[k], all: whole[k], chosen: state[key].includes(value) }));
  const rows = all.filter((row) => row.all || row.chosen);
  if (rows.length < 2) return "";
  if (key !== "tone") rows.sort((a, b) => b.n - a.n || b.all - a.all);
  // Each bar is as long as its part of the selection, its ghost as its part of the whole corpus.
  const [most, mostNow] = ["all", "n"].map((name) => max(1, ...rows.map((row) => row[name])));
  const open = opened.has(key);
  const bar = (kind, part, whole_) => tag("rect." + kind, { width: (100 * part) / whole_, height: 4 });
  const items = rows.slice(0, open ? rows.length : 8).map((row) => {
    const [name, n] = [nameOf(key, row.value), number(row.n)];
    return tag("li", tag(
      state["-" + key]?.includes(row.value) ? "button.bar.out" : "button.bar",
      pick(key, row.value, t("facet label", { name, n, all: number(row.all) }), row.chosen),
      meter(4, [bar("ghost", row.all, most), bar("now", row.n, mostNow)]),
      auto("span", name),
      tag("b", ltr(n)),
    ));
  });
  const label = t("facet " + key);
  return tag("section", { "aria-label": label }, tag("h2", label, " ", tag("small", t(isKind ? "actors" : "articles"))), tag("ul", items),
    rows.length > 8 ? button("open", key, t(open ? "fewer" : "more", { n: rows.length - 8 }), { class: "more", "aria-expanded": open }) : "");
}

// ---- who ----

function drawWho() {
  const sought = typed.trim();
  const there = together();
  const found = sought ? findActors(sought, 200) : ranked();
  const shown = found.slice(0, nWho);
  const shares = shown.map(counts().share);
  const top = max(0.001, ...shares.map((share) => share.high || 0));
  const [own, rest] = [there || tonesOf(view, shown), restCounts(shown)];
  const kinds = kindCounts(counts()).filter((_, k) => !state.kind.length || state.kind.includes(KINDS[k]));
  const all = sought ? found.length : kinds.reduce((sum, n) => sum + n, 0);
  const label = (k, i) => t("share label", { name: actorName(k), ...inWords(shares[i]) });
  const cell = (words, below, title, kind = "td") => tag(kind, { title }, words, below ? tag("small", ltr(below)) : "");
  // The columns: what stands over each, and what a row has in it.
  const columns = [
    ["actor", "", (k, i) => {
      const [share, low, high] = ["share", "low", "high"].map((end) => (100 * shares[i][end]) / top);
      const bar = [tag("rect.now", { width: share, height: 6 }), tag("line.reach", { x1: low, x2: high, y1: 3, y2: 3 })];
      return cell(tag("button", pickActor(k, label(k, i)), auto("span", actorName(k))) + (shares[i].total ? meter(6, bar) : ""));
    }],
    there && ["together", "together long", (k) => cell(tag("button", { "data-pick": "tie", "data-value": [...state.actor, actors[k][0]].join(" ") }, ltr(number(there.n[k]))))],
    ["share", "", (k, i) => cell(ltr(percent(shares[i].share)), `${number(shares[i].n)}/${number(shares[i].total)}`, label(k, i))],
    rest && [state.a ? "against a" : "change", "change long", (k, i) => {
      const { gap, low, high } = difference(shares[i], rest.share(k));
      const [said, from, to] = [gap, low, high].map((part) => signed(part * 100, 1));
      return cell(ltr(said), "", t("change label", { gap: said, low: from, high: to }), low > 0 || high < 0 ? "td" : "td.unsure");
    }],
    [there ? "tone there" : "tone", there ? "tone there long" : "tone long", (k, i) => {
      const tone = own.tone(there ? k : i);
      const words = inWords(tone);
      if (!(tone.stories > 1)) return cell("–", "", t("few", { n: tone.stories }), "td.note");
      return cell(tag("i.b-" + toneClass(tone)) + " " + ltr(words.tone), words.interval, t("tone label", words));
    }],
  ].filter(Boolean);
  const head = columns.map(([key, long]) => tag("th", { scope: "col", title: t(long) }, t(key)));
  const rows = shown.map((k, i) => tag("tr" + (isChosen(k) ? ".chosen" : ""), columns.map(([, , cell]) => cell(k, i))));
  return {
    h2: title("who title", { n: number(all) }),
    ".scroll": [
      tag("table", tag("thead", tag("tr", head)), tag("tbody", rows)),
      rows.length ? "" : tag("p.empty", t("no actor")),
      all > shown.length ? button("more", "who", t("show more", { n: min(PAGE, all - shown.length) }), { class: "more" }) : "",
    ],
  };
}

// Finds actors by any spelling, folded: at the beginning of a word, with or without the article; what finds nobody is
// tried without its clitic.
function findActors(sought, limit) {
  const wanted = fold(sought);
  if (!wanted) return [];
  const spellings = once("spellings", () => actors.map((actor) => " " + [actor[1], actor[2], ...actor[5]].filter(Boolean).map(fold).join(" | ")));
  const find = (part) => [...actors.keys()].filter((k) => [" ", " ال"].some((before) => spellings[k].includes(before + part)));
  const clitics = new RegExp(`^${data.beforeNoun}$`);
  let found = find(wanted);
  for (let n = 1; !found.length && n < 5 && wanted.length - n > 2; n++) {
    if (clitics.test(wanted.slice(0, n))) found = find(wanted.slice(n));
  }
  const { n } = wholeCounts();
  return found.sort((a, b) => n[b] - n[a]).slice(0, limit);
}

// ---- read ----

function drawRead() {
  const hasKey = state.actor.length || state.words;
  if (!hasKey) opened.delete("kwic"); // no keyword is left
  const [newest, kwic] = ["newest", "kwic"].map((key) => opened.has(key));
  const all = cached("sentences" + newest, () => sentencesOf(view, newest ? once("newest", newestFirst) : undefined));
  const { carried } = provider;
  reading = { order: carried ? all.filter((s) => carried[s]) : all, at: 0, last: -1 };
  const missing = all.length - reading.order.length;
  set("[data-order]", { textContent: "⇅ " + t(newest ? "newest" : "oldest") });
  set("[data-kwic]", { ariaPressed: kwic, disabled: !hasKey });
  set(".sentences").classList.toggle("kwic", kwic);
  return {
    h2: title("read title", { n: number(all.length) }),
    ".note": missing ? t(reading.order.length ? "left out" : "none carried", { n: number(missing), all: number(all.length) }) : "",
    ".sentences": all.length ? "" : unread || nothing(),
  };
}

// The newest article first, those without a date last.
const newestFirst = () => [...a_day.keys()].sort((a, b) => a_day[b] - a_day[a] || b - a);

// Returns a sentence to read: its text, its marks (start, end, what, kind) and its quotations (speaker, words).
function unpackRow(id, [words, ...lists]) {
  const [names, dates, quotes] = [0, 1, 2].map((k) => {
    const [flat, found] = [lists[k] || [], []];
    for (let i = 0; i < flat.length; i += 3) found.push([flat[i], flat[i] + flat[i + 1], flat[i + 2], ["name", "date"][k]]);
    return found;
  });
  const marks = [...names, ...dates].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return { id, words, marks, quotes: quotes.map(([a, b, speaker]) => [speaker, words.slice(a, b)]) };
}

// Puts the next sentences at the end of the list.
async function readOn() {
  const own = reading;
  if (own.busy || own.at >= own.order.length) return;
  own.busy = true;
  const ids = own.order.slice(own.at, own.at + 30);
  own.at += ids.length;
  let html = [];
  try {
    const rows = await provider.sentences(ids);
    html = rows.map((row) => {
      const article = s_article[row.id];
      const head = article === own.last ? "" : tag("h3", button("article", article, esc(titleOf(article)), { dir: "auto" }), " ", tag("small", origin(article)));
      own.last = article;
      return head + tag("p.sentence", { dir: "auto", "data-sentence": row.id }, opened.has("kwic") ? inContext(row) : [toneMark(row.id), marked(row)]);
    });
  } catch (error) {
    html = [failed(error)];
    own.at = own.order.length;
  }
  if (reading !== own) return;
  const list = root.querySelector(".sentences");
  list.insertAdjacentHTML("beforeend", html.join(""));
  oneStop(marksOf(list), list.querySelector("[tabindex='0']") || undefined);
  own.busy = false;
  const lost = missing?.instead === focused() && missing.selector;
  if (lost) goTo(list.querySelector(lost));
}

function toneMark(s) {
  if (s_tone[s] === NONE) return "";
  const mean = tones[s_tone[s]];
  const drawn = data.tone_class[s_tone[s]] === 1 ? 0 : mean;
  const label = t("sentence tone", { tone: signed(mean) });
  return tag("i.b-" + toneClass({ mean: drawn, low: drawn, high: drawn }), { role: "img", "aria-label": label, title: label });
}

const titleOf = (a) => data.titles[a].trim() || t("untitled");

// The outlet and the day of an article.
function origin(a) {
  return `${bdi(nameOf("outlet", data.outlets[a_outlet[a]]))} · ${a_day[a] === UNDATED ? t("no date") : ltr(isoDay(a_day[a]))}`;
}

// Marks names by their offsets, as elements whose text can be selected and copied; marks inside one another are left to the outer one.
function marked({ words, marks }) {
  const html = [];
  let at = 0;
  for (const [start, end, what, kind] of marks) {
    if (start < at || end > words.length) continue;
    const part = words.slice(start, end);
    html.push(withWords(words.slice(at, start)));
    const isName = kind === "name";
    const picked = isName && { role: "button", ...pickActor(what, `${part} – ${actorName(what)}`) };
    const marker = isName ? "span.mark" + (isChosen(what) ? ".chosen" : "") : "span.date";
    html.push(tag(marker, { ...picked, title: isName ? actorName(what) : what }, withWords(part)));
    at = end;
  }
  return html.join("") + withWords(words.slice(at));
}

// The parts of a text, and whether each is a word that was searched.
function searched(words) {
  const patterns = state.words ? cached("patterns", () => wordPatterns(state.words)) : [];
  return words.split(/(\s+)/).map((part) => [part, patterns.some((pattern) => pattern.test(fold(part)))]);
}

const withWords = (words) => searched(words).map(([part, found]) => found ? tag("mark", esc(part)) : esc(part)).join("");

// A sentence around its keyword: the first chosen actor in it, or the first word that was searched.
function inContext({ words, marks }) {
  let [start, end] = marks.find(([, , what, kind]) => kind === "name" && isChosen(what)) || [0, 0];
  let at = 0;
  for (const [part, found] of end ? [] : searched(words)) {
    if (found && !end) [start, end] = [at, at + part.length];
    at += part.length;
  }
  return [tag("span.before", bdi(words.slice(0, start))), tag("mark", esc(words.slice(start, end))), tag("span.after", bdi(words.slice(end)))];
}

async function openArticle(a) {
  const dialog = set("dialog", { ariaLabel: titleOf(a) });
  const section = data.sections[data.a_section[a]];
  const facts = section ? [origin(a), bdi(section)] : [origin(a)];
  VALUES.topic(a, (topic) => facts.push(bdi(topics[topic][1])));
  set("dialog h2", { textContent: titleOf(a) });
  set("dialog .note", { innerHTML: facts.join(" · ") });
  set("dialog .text", { textContent: t("reading") });
  set("dialog .said", { innerHTML: "" });
  dialog.showModal();
  const { rows, url, problem } = await provider.article(a).catch((error) => ({ rows: [], problem: failed(error) }));
  const body = rows.map((row) => row ? tag("p" + (s_boilerplate[row.id] ? ".boilerplate" : ""), { dir: "auto" }, marked(row)) : tag("p.gap", t("gap")));
  const quotes = rows.flatMap((row) => row?.quotes || [])
    .map(([speaker, words]) => tag("li", { dir: "auto" }, tag("b", esc(speaker || t("unknown speaker"))), ": ", esc(words)));
  set("dialog .text", { innerHTML: problem || body.join("") || tag("p.empty", t("none carried short")) });
  const said = quotes.length ? tag("h3", t("quotations")) + tag("ul", quotes) : "";
  set("dialog .said", { innerHTML: said + (/^https?:\/\//.test(url) ? tag("p", tag("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, t("source"))) : "") });
  for (const one of dialog.querySelectorAll(".mark")) one.tabIndex = 0;
}
