// Facets, Who and Read: the lists beside the centre.

const KINDS = ["PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP"];
const FACETS = ["outlet", "section", "topic", "tone", "kind"];

function drawFacets(app, box) {
  const parts = FACETS.map((key) => facet(app, key, ...facetRows(app, key)));
  box.innerHTML = parts.join("");
}

// Returns the values of a facet with their number of articles in the state, and in the whole corpus.
function facetRows(app, key) {
  const { data } = app;
  if (key === "kind") {
    const [now, whole] = [kindCounts(app, app.counts()), app.once("kinds", () => kindCounts(app, app.wholeCounts()))];
    return [KINDS.map((value, k) => ({ value, n: now[k], all: whole[k] })), "actors"];
  }
  const sources = {
    outlet: [(a) => [data.a_outlet[a]], data.outlets],
    section: [(a) => [data.a_section[a]], data.sections],
    topic: [topicValues(data), data.topics.map((topic) => String(topic[0]))],
    tone: [toneValues(data, app.view), ["-1", "0", "1"]],
  };
  const [values, names] = sources[key];
  const now = facetCounts(data, app.view, values, names.length, key);
  const all = app.once("facet " + key, () => {
    const view = filter(data, emptyState(), null);
    return facetCounts(data, view, key === "tone" ? toneValues(data, view) : values, names.length, key);
  });
  return [names.map((value, k) => ({ value, n: now[k], all: all[k] })), "articles"];
}

// Returns how many actors of each kind are named.
function kindCounts(app, counts) {
  const kinds = app.once("kind", () => Uint8Array.from(app.data.actors, (actor) => Math.max(KINDS.indexOf(actor[3]), 0)));
  const found = new Array(KINDS.length).fill(0);
  for (let k = 0; k < kinds.length; k++) if (counts.n[k]) found[kinds[k]]++;
  return found;
}

function facet(app, key, rows, unit) {
  const filled = rows.filter((row) => row.all || app.state[key].includes(row.value));
  if (filled.length < 2) return "";
  if (key !== "tone") filled.sort((one, other) => other.n - one.n || other.all - one.all);
  // Each bar is as long as its part of the selection, its ghost as its part of the whole corpus.
  const [most, mostNow] = ["all", "n"].map((name) => Math.max(1, ...filled.map((row) => row[name])));
  const open = app.open.has(key);
  const shown = open ? filled : filled.slice(0, 8);
  const items = shown.map((row) => {
    const name = nameOf(app, key, row.value);
    const out = (app.state["-" + key] || []).includes(row.value);
    const label = app.t("facet label", { name, n: number(app, row.n), all: number(app, row.all) });
    return `<li><button class="bar${out ? " out" : ""}" ${pick(key, row.value, label, app.state[key].includes(row.value))} title="${esc(label)}"><svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="ghost" width="${((row.all / most) * 100).toFixed(1)}" height="4"/><rect class="now" width="${((row.n / mostNow) * 100).toFixed(1)}" height="4"/></svg><span dir="auto">${esc(name)}</span><b>${ltr(number(app, row.n))}</b></button></li>`;
  });
  const more = filled.length > 8 ? `<button class="more" data-open="${key}" aria-expanded="${open}">${app.t(open ? "fewer" : "more", { n: filled.length - 8 })}</button>` : "";
  return `<section aria-label="${app.t("facet " + key)}"><h2>${app.t("facet " + key)} <small>${app.t(unit)}</small></h2><ul>${items.join("")}</ul>${more}</section>`;
}

// ---- who ----

const PAGE = 40;

function drawWho(app, box) {
  const counts = app.counts();
  const typed = app.typed.trim();
  const first = chosenActors(app);
  const together = app.together();
  const ranked = typed ? findActors(app, typed, 200) : rankActors(app.data, counts, app.state.kind, first, app.nWho, together);
  const shown = ranked.slice(0, app.nWho);
  const top = Math.max(0.001, ...shown.map((k) => shareFor(counts, k).high || 0));
  const [tones, rest] = [together ? shown.map(together.tone) : tonesOf(app.data, counts, shown), app.restShares(shown)];
  const rows = shown.map((k, i) => whoRow(app, k, { counts, rest: rest && rest[i], top, tone: tones[i], together }));
  const all = typed ? ranked.length : kindCounts(app, counts).reduce((sum, n, kind) => sum + (app.state.kind.length && !app.state.kind.includes(KINDS[kind]) ? 0 : n), 0);
  const more = all > shown.length ? `<button class="more" data-more="who">${app.t("show more", { n: Math.min(PAGE, all - shown.length) })}</button>` : "";
  const against = rest ? `<th scope="col" title="${app.t("change long")}">${app.t(app.state.a ? "against a" : "change")}</th>` : "";
  const empty = rows.length ? "" : `<p class="empty">${app.t("no actor")}</p>`;
  box.innerHTML = `<h2>${app.title("who title", { n: number(app, all) })}</h2><input type="search" data-typed dir="auto" value="${esc(app.typed)}" placeholder="${app.t("find actor")}" aria-label="${app.t("find actor")}"><div class="scroll" tabindex="0" role="group" aria-label="${app.t("who")}"><table><thead><tr><th scope="col">${app.t("actor")}</th>${together ? `<th scope="col" title="${app.t("together long")}">${app.t("together")}</th>` : ""}<th scope="col">${app.t("share")}</th>${against}<th scope="col" title="${app.t(together ? "tone there long" : "tone long")}">${app.t(together ? "tone there" : "tone")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>${empty}${more}</div>`;
}

function whoRow(app, k, { counts, rest, top, tone, together }) {
  const [id] = app.data.actors[k];
  const share = shareFor(counts, k);
  const chosen = app.state.actor.includes(id);
  const name = actorName(app, k);
  const words = app.t("share label", { name, n: share.n, total: share.total, share: percent(share.share), low: percent(share.low), high: percent(share.high) });
  const at = (value) => ((value / top) * 100).toFixed(1);
  const meter = share.total ? `<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="now" width="${at(share.share)}" height="6"/><line class="reach" x1="${at(share.low)}" x2="${at(share.high)}" y1="3" y2="3"/></svg>` : "";
  let against = "";
  if (rest) {
    const gap = difference(share, rest);
    const sure = gap.low > 0 || gap.high < 0;
    const label = app.t("change label", { gap: signed(gap.gap * 100, 1), low: signed(gap.low * 100, 1), high: signed(gap.high * 100, 1) });
    against = `<td class="${sure ? "" : "unsure"}" title="${esc(label)}">${Number.isNaN(gap.gap) ? "–" : ltr(signed(gap.gap * 100, 1))}</td>`;
  }
  const toneWords = app.t("tone label", { n: tone.n, mean: signed(tone.mean, 2), low: signed(tone.low, 2), high: signed(tone.high, 2) });
  const few = !(tone.stories > 1);
  const cell = `<i class="b-${toneClass(tone)}"></i> ${ltr(signed(tone.mean, 2))}<small>${ltr(`${signed(tone.low, 2)} … ${signed(tone.high, 2)}`)}</small>`;
  const toneCell = few ? `<span class="note" title="${esc(app.t("few", { n: tone.stories }))}">–</span>` : cell;
  const both = together ? `<td>${ltr(number(app, together.n[k]))}</td>` : "";
  return `<tr class="${chosen ? "chosen" : ""}"><td><button ${pick("actor", id, words, chosen)} title="${esc(words)}"><span dir="auto">${esc(name)}</span></button>${meter}</td>${both}<td title="${esc(words)}">${ltr(percent(share.share))}<small>${ltr(`${number(app, share.n)}/${number(app, share.total)}`)}</small></td>${against}<td title="${esc(few ? "" : toneWords)}">${toneCell}</td></tr>`;
}

// Finds actors by any spelling, folded: at the beginning of a word, with or without the article; what finds nobody is
// tried without its clitic.
function findActors(app, text, limit) {
  const wanted = fold(app.data, text.trim());
  if (!wanted) return [];
  const keys = app.once("spellings", () => app.data.actors.map((actor) => " " + [actor[1], actor[2], ...actor[5]].filter(Boolean).map((form) => fold(app.data, form)).join(" | ")));
  const counts = app.wholeCounts();
  const find = (part) => [...keys.keys()].filter((k) => keys[k].includes(" " + part) || keys[k].includes(" ال" + part));
  const clitics = new RegExp(`^${app.data.beforeNoun}$`);
  let found = find(wanted);
  for (let n = 1; !found.length && n < 5 && wanted.length - n > 2; n++) {
    if (clitics.test(wanted.slice(0, n))) found = find(wanted.slice(n));
  }
  found.sort((one, other) => counts.n[other] - counts.n[one]);
  return found.slice(0, limit);
}

// ---- read ----

function drawRead(app, box) {
  if (!app.state.actor.length && !app.state.words) app.kwic = false; // no keyword is left
  const found = app.cached("sentences", () => {
    const all = sentencesOf(app.data, app.view);
    const carried = app.provider.carried;
    return { all, here: carried ? all.filter((s) => carried[s]) : all };
  });
  const { all, here } = found;
  const missing = all.length - here.length;
  const lack = missing ? `<p class="note">${app.t(here.length ? "left out" : "none carried", { n: number(app, missing), all: number(app, all.length) })}</p>` : "";
  const tools = `<p class="tools"><button data-order>⇅ ${app.t(app.newest ? "newest" : "oldest")}</button> <button data-kwic aria-pressed="${app.kwic}"${app.state.actor.length || app.state.words ? "" : " disabled"}>${app.t("kwic")}</button></p>`;
  box.innerHTML = `<h2>${app.title("read title", { n: number(app, all.length) })}</h2>${tools}${lack}<div class="scroll sentences${app.kwic ? " kwic" : ""}" tabindex="0" role="group" aria-label="${app.t("read")}"></div>`;
  const list = box.querySelector(".sentences");
  app.reading = { order: app.newest ? newestFirst(app.data, here) : here, at: 0, list, last: -1, key: writeState(app.state) + app.newest };
  if (!all.length) list.innerHTML = app.unread || app.nothing();
  list.addEventListener("scroll", () => {
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 300) readOn(app);
  });
  return readOn(app);
}

// The newest article first, those without a date last; the sentences of each as they stand in it.
function newestFirst(data, sentences) {
  const [dated, undated] = [[], []];
  for (let end = sentences.length, begin = end; end > 0; end = begin) {
    const a = data.s_article[sentences[end - 1]];
    while (begin > 0 && data.s_article[sentences[begin - 1]] === a) begin--;
    const own = data.a_day[a] === UNDATED ? undated : dated;
    for (let i = begin; i < end; i++) own.push(sentences[i]);
  }
  return dated.concat(undated);
}

// Returns a sentence to read: its text, its marks (start, end, kind, what) and its quotations (speaker, words).
function unpackRow(data, id, [text, ...lists]) {
  const [names, dates, quotes] = [0, 1, 2].map((k) => {
    const [flat, found] = [lists[k] || [], []];
    for (let i = 0; i < flat.length; i += 3) found.push([flat[i], flat[i] + flat[i + 1], flat[i + 2]]);
    return found;
  });
  const marks = [...names.map(([a, b, actor]) => [a, b, "name", actor]), ...dates.map(([a, b, value]) => [a, b, "date", value])];
  const said = quotes.map(([a, b, speaker]) => [speaker, text.slice(a, b)]);
  return { id, text, marks, quotes: said, boilerplate: data.s_boilerplate[id] };
}

// Puts the next sentences at the end of the list.
async function readOn(app) {
  const { reading } = app;
  if (reading.busy || reading.at >= reading.order.length) return;
  reading.busy = true;
  const ids = reading.order.slice(reading.at, reading.at + 30);
  reading.at += ids.length;
  let rows = [];
  try {
    rows = await app.provider.sentences(ids);
  } catch (error) {
    reading.list.insertAdjacentHTML("beforeend", app.failed(error));
    reading.at = reading.order.length;
  }
  if (app.reading !== reading) return;
  const html = rows.map((row) => {
    const article = app.data.s_article[row.id];
    const head = article === reading.last ? "" : articleHead(app, article);
    reading.last = article;
    return head + `<p class="sentence" dir="auto" data-sentence="${row.id}">${toneMark(app, row.id)}${app.kwic ? inContext(app, row) : marked(app, row.text, row.marks)}</p>`;
  });
  reading.list.insertAdjacentHTML("beforeend", html.join(""));
  const first = reading.list.querySelector("[tabindex='0']");
  reading.list.querySelectorAll("button:not([tabindex]), .mark:not([tabindex])").forEach((mark, k) => (mark.tabIndex = k || first ? -1 : 0));
  reading.busy = false;
}

function toneMark(app, s) {
  const { data } = app;
  if (app.kwic || data.s_tone[s] === NONE) return "";
  const mean = data.tones[data.s_tone[s]];
  const label = app.t("sentence tone", { mean: signed(mean, 2) });
  return `<i class="b-${toneClass({ mean, low: mean, high: mean })}" role="img" aria-label="${label}" title="${label}"></i>`;
}

function articleHead(app, a) {
  const { data } = app;
  const day = data.a_day[a] === UNDATED ? app.t("no date") : isoDay(data.a_day[a]);
  const title = data.titles[a].trim() || app.t("untitled");
  return `<h3><button data-article="${a}" dir="auto">${esc(title)}</button> <small>${bdi(nameOf(app, "outlet", data.outlets[data.a_outlet[a]]))} · ${ltr(day)}</small></h3>`;
}

// Marks names by their offsets, as elements whose text can be selected and copied; marks inside one another are left to the outer one.
function marked(app, text, marks) {
  let html = "";
  let at = 0;
  for (const [start, end, kind, ref] of [...marks].sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
    if (start < at || end > text.length) continue;
    html += withWords(app, text.slice(at, start));
    const words = esc(text.slice(start, end));
    if (kind === "name") {
      const id = app.data.actors[ref][0];
      const chosen = app.state.actor.includes(id);
      html += `<span role="button" class="mark${chosen ? " chosen" : ""}" ${pick("actor", id, text.slice(start, end) + " – " + actorName(app, ref), chosen)} title="${esc(actorName(app, ref))}">${words}</span>`;
    } else html += `<span class="${kind}" title="${esc(ref)}">${words}</span>`;
    at = end;
  }
  return html + withWords(app, text.slice(at));
}

// Text in which the words that were searched are marked.
function withWords(app, text) {
  if (!app.state.words) return esc(text);
  const patterns = app.cached("patterns", () => wordPatterns(app.data, app.state.words));
  const parts = text.split(/(\s+)/);
  return parts.map((part) => (patterns.some((pattern) => pattern.test(fold(app.data, part))) ? `<mark>${esc(part)}</mark>` : esc(part))).join("");
}

// A sentence around its keyword: the first chosen actor in it, or the first word that was searched.
function inContext(app, row) {
  const chosen = row.marks.find(([, , kind, ref]) => kind === "name" && app.state.actor.includes(app.data.actors[ref][0]));
  let [start, end] = chosen || [0, 0];
  if (!chosen && app.state.words) {
    const parts = row.text.split(/(\s+)/);
    const patterns = wordPatterns(app.data, app.state.words);
    let at = 0;
    for (const part of parts) {
      if (patterns.some((pattern) => pattern.test(fold(app.data, part)))) {
        [start, end] = [at, at + part.length];
        break;
      }
      at += part.length;
    }
  }
  const [before, key, after] = [row.text.slice(0, start), row.text.slice(start, end), row.text.slice(end)];
  return `<span class="before"><bdi>${esc(before)}</bdi></span><mark>${esc(key)}</mark><span class="after"><bdi>${esc(after)}</bdi></span>`;
}

async function openArticle(app, a) {
  const dialog = app.root.querySelector("dialog");
  const title = app.data.titles[a].trim() || app.t("untitled");
  dialog.setAttribute("aria-label", title);
  const head = `<header><h2 dir="auto">${esc(title)}</h2><button data-close>${app.t("close")}</button></header><p class="note">${articleFacts(app, a)}</p>`;
  dialog.innerHTML = head + `<p class="note">${app.t("reading")}</p>`;
  dialog.showModal();
  let article = null;
  try {
    article = await app.provider.article(a);
  } catch (error) {
    dialog.querySelector(".note:last-child").outerHTML = app.failed(error);
    return;
  }
  const body = article.rows.map((row) => (row === null ? `<p class="gap">${app.t("gap")}</p>` : `<p dir="auto"${row.boilerplate ? ' class="boilerplate"' : ""}>${marked(app, row.text, row.marks)}</p>`)).join("");
  const quotes = article.rows.filter(Boolean).flatMap((row) => row.quotes).map(([speaker, words]) => `<li dir="auto"><b>${esc(speaker || app.t("unknown speaker"))}</b>: ${esc(words)}</li>`).join("");
  const link = /^https?:\/\//.test(article.url || "") ? `<p><a href="${esc(article.url)}" target="_blank" rel="noopener noreferrer">${app.t("source")}</a></p>` : "";
  const said = quotes ? `<h3>${app.t("quotations")}</h3><ul>${quotes}</ul>` : "";
  dialog.innerHTML = head + `<div class="text">${body || `<p class="empty">${app.t("none carried short")}</p>`}</div>${said}${link}`;
  for (const mark of dialog.querySelectorAll(".mark")) mark.tabIndex = 0;
  dialog.querySelector("[data-close]").focus();
}

function articleFacts(app, a) {
  const { data } = app;
  const parts = [bdi(nameOf(app, "outlet", data.outlets[data.a_outlet[a]]))];
  parts.push(data.a_day[a] === UNDATED ? app.t("no date") : ltr(isoDay(data.a_day[a])));
  if (data.sections[data.a_section[a]]) parts.push(bdi(data.sections[data.a_section[a]]));
  for (const topic of topicValues(data)(a)) parts.push(bdi(data.topics[topic][1]));
  return parts.join(" · ");
}
