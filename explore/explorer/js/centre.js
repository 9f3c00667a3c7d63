// The centre: network, matrix, terms A against B, topic map and places, on the same state.

const VIEWS = { network: drawNetwork, matrix: drawMatrix, terms: drawTerms, topics: drawTopics, places: drawPlaces };
let answer = {}; // the words of A against B that were asked for last

function drawCentre() {
  for (const tab of TABS) set(`[data-tab=${tab}]`, { ariaSelected: tab === state.tab, tabIndex: tab === state.tab ? 0 : -1 });
  set(".view", { ariaLabel: t(state.tab) });
  return { ".view": view.articles.length || state.tab === "terms" ? VIEWS[state.tab]() : nothing() };
}

// How wide and high a drawing is.
function sizeOf(share = 1, least = 0, most = 0) {
  const width = max(widths.centre, 280);
  return [width, min(max(width * share, least), most)];
}

const drawing = (width, height, ...inside) => svg(state.tab, width, height, t(state.tab), inside);

// What stands over a view, and under it: a note, and its table.
const framed = (drawn, said, heads, rows) => [heading(state.tab + " title"), drawn, tag("p.note", said), table(state.tab, heads, rows)];

// A circle with its name under it.
function bubble(kind, { x, y, r, name }, picked) {
  return mark("g.node", picked, tag("circle." + kind, { cx: x, cy: y - 8, r }), text(x, y + r + 5, "middle", name, "text"));
}

const chosenActors = () => state.actor.map((actor) => data.actorNumber.get(actor)).filter((k) => k !== undefined);

// The ties among the actors most often named in the articles of the state, and these; those chosen are always among them.
function tiesAmong(size) {
  return cached("ties" + size, () => {
    const some = ranked().slice(0, size);
    return { some, ...countTies(view, some) };
  });
}

const namesOf = ({ ends }) => ends.map((k) => actorName(k));

function pickTie(tie) {
  const { ends, n, tone } = tie;
  const [a, b] = namesOf(tie);
  return pick("tie", ends.map((k) => actors[k][0]).join(" "), t("tie label", { a, b, ...inWords(tone), n }));
}

function framedTies(drawn, said, ties) {
  const rows = ties.slice(0, 200).map((tie) => [...namesOf(tie), tie.n, signed(tie.npmi), ...cellsOf(tie.tone)]);
  return framed(drawn, said, ["actor", "actor", "sentences", "npmi", "tone", "interval"], rows);
}

function drawNetwork() {
  const [width, height] = sizeOf(0.8, 420, 560);
  const size = width < 480 ? 18 : width < 700 ? 30 : 42;
  const { some, ties, units } = tiesAmong(size);
  const { n } = counts();
  const most = max(1, ...some.map((k) => n[k]));
  const nodes = lay(some.map((k) => {
    const name = actorName(k, 22);
    const r = 4 + 14 * sqrt(n[k] / most);
    return { k, name, r, w: max(name.length * 7.2, 2 * r) + 6, h: 2 * r + 17, x: data.actor_x[k], y: data.actor_y[k] };
  }), width, height);
  // Ties more frequent than expected are drawn, those of the chosen actors first, however often they are named. Without
  // a filter it is known which of them are significant; with one that is not computed anew.
  const whole = conditions(state).every(({ key }) => key === "kind");
  const known = once("backbone", () => new Set(data.backbone));
  const isSure = ({ ends: [a, b] }) => !whole || known.has(`${min(a, b)} ${max(a, b)}`);
  const chosen = chosenActors();
  const rank = (tie) => tie.ends.some((k) => chosen.includes(k)) ? 0 : tie.npmi > 0 ? 1 : 2;
  const ordered = [...ties].sort((a, b) => rank(a) - rank(b));
  const beyond = ordered.filter((tie) => rank(tie) < 2);
  const first = beyond.slice(0, size * 2);
  const thick = max(1, ...first.map((tie) => tie.n));
  const place = new Map(nodes.map((node) => [node.k, node]));
  const between = first.filter((tie) => tie.ends.every((k) => place.has(k)));
  const lines = [...between].reverse().map((tie) => {
    const [a, b] = tie.ends.map((k) => place.get(k));
    const at = { x1: a.x, y1: a.y - 8, x2: b.x, y2: b.y - 8 };
    const edge = { ...at, "stroke-width": 0.8 + 6 * sqrt(tie.n / thick) };
    return mark("g.tie", pickTie(tie), tag(`line.edge.${toneClass(tie.tone)}${isSure(tie) ? "" : ".unsure"}`, edge), tag("line.grip", at));
  });
  const marks = nodes.map((node) => {
    const label = t("actor label", { name: actorName(node.k), n: n[node.k] });
    return bubble("g" + min(data.actor_community[node.k] || 9, 9), node, pickActor(node.k, label));
  });
  return framedTies(
    drawing(width, height, tag("g", lines), tag("g", marks)) + set("[hidden] > .key").outerHTML,
    t(whole ? "network note whole" : "network note", {
      n: between.length, all: beyond.length, sure: between.filter(isSure).length, actors: nodes.length, units: number(units),
    }),
    ordered,
  );
}

function drawMatrix() {
  const [width] = sizeOf();
  const { some, ties } = tiesAmong(width < 480 ? 10 : 20);
  const { n } = counts();
  const order = [...some].sort((a, b) => data.actor_community[a] - data.actor_community[b] || n[b] - n[a]);
  const head = 118;
  const cell = min((width - head - 8) / max(order.length, 1), 26);
  const at = (k) => head + order.indexOf(k) * cell;
  const most = Math.log1p(max(1, ...ties.map((tie) => tie.n)));
  const marks = ties.map((tie) => {
    const kind = "rect.q" + min(5, Math.ceil((Math.log1p(tie.n) / most) * 5));
    const [one, other] = tie.ends.map(at);
    const square = { ...pickTie(tie), width: cell - 1, height: cell - 1 };
    return mark(kind, { ...square, x: other, y: one }) + mark(kind, { ...square, x: one, y: other, "aria-hidden": true });
  });
  const names = order.map((k) => {
    const [name, middle] = [actorName(k, 17), at(k) + cell * 0.68];
    const along = text(head - 5, middle, "end", name, "text.name", { "data-hover": "actor:" + actors[k][0] });
    return along + tag("text.name", { transform: `translate(${middle} ${head - 5}) rotate(-60)` }, esc(name));
  });
  const side = head + order.length * cell + 4;
  const drawn = drawing(max(side + 40, 200), side, names, marks);
  return framedTies(scroller(t("matrix"), drawn), t("matrix note", { n: order.length, most: round(Math.expm1(most)) }), ties);
}

// ---- terms ----

// Asks for the words that set A apart from B, and draws them when they are here.
async function askTerms(asked) {
  answer = { asked };
  const found = await provider.terms(state).catch((error) => ({ rows: [], failed: failed(error) }));
  if (answer.asked !== asked) return;
  answer = { asked, ...found };
  redraw(["centre"]);
}

function drawTerms() {
  const asked = viewCode(state);
  if (answer.asked !== asked) askTerms(asked);
  const { rows, why = "terms none" } = answer;
  if (!rows) return heading("terms title") + tag("p.note", { "aria-live": "polite" }, t("counting words"));
  if (!rows.length) return heading("terms title") + (answer.failed || tag("p.empty", t(why)));
  // What is pinned is A; else the selection is A and all other articles are B.
  const present = selectionName();
  const [a, b] = state.a ? [selectionName(pinned()), present] : [present, t("rest")];
  const [width, height] = sizeOf(0.75, 380, 540);
  const scale = (share) => Math.log10(share + 0.001);
  const shares = rows.flatMap((row) => [row.share_a, row.share_b]).map(scale);
  const [low, high] = [min(...shares), max(...shares)];
  const at = (share) => (scale(share) - low) / (high - low || 1);
  const words = spread(rows.map((row) => {
    const [x, y] = [60 + at(row.share_b) * (width - 120), height - 34 - at(row.share_a) * (height - 70)];
    return { row, x, y, w: row.term.length * 8 + 6, h: 19 };
  }), width, height - 16);
  const side = (row) => row.log_ratio > 0 ? "a" : "b";
  const pickTerm = (row) => {
    const said = { term: row.term, a: percent(row.share_a), na: row.n_a, b: percent(row.share_b), nb: row.n_b };
    for (const name of ["log_ratio", "low", "high"]) said[name] = signed(row[name], 1);
    return { ...pick("words", `"${row.term}"`, t("term label", said)), "data-side": side(row) };
  };
  const marks = words.map(({ row, x, y }) => {
    const sure = row.low > 0 || row.high < 0 ? "" : ".unsure";
    return mark(`g.term.of-${side(row)}${sure}`, pickTerm(row), text(x, y + 5, "middle", row.term, "text"));
  });
  const more = (name) => t("more in", { name });
  const frame = [rule(60, height - 30, width - 60, 30), text(width / 2, height - 4, "middle", more(b) + " →"), text(width / 2, 12, "middle", more(a) + " ↑")];
  const cells = rows.map((row) => [row, row.n_a, percent(row.share_a), row.n_b, percent(row.share_b), ...cellsOf({ ...row, mean: row.log_ratio })]);
  return [
    tag("h2", t("terms of", { a: bdi(a), b: bdi(b) })), drawing(width, height, frame, marks),
    tag("p.note", t("terms note", { na: number(rows[0].total_a), nb: number(rows[0].total_b) })),
    table("terms", ["term", "articles A", "share", "articles B", "share", "log ratio", "interval"], cells, (row) => tag("button", pickTerm(row), esc(row.term))),
  ];
}

// ---- topics ----

function drawTopics() {
  if (!topics.length) return tag("p.empty", t("no topics"));
  const [width, height] = sizeOf(0.8, 420, 560);
  const counted = cached("topics", () => countTopics(view));
  const all = topics.map(([topic, label, terms, x, y], k) => ({ topic, label, terms: terms.join(t("comma")), x, y, ...counted.share(k) }));
  all.sort((a, b) => b.share - a.share);
  const boxes = lay(all.map((one) => {
    const name = shorten(one.label, width < 480 ? 18 : 26);
    const r = 3 + 24 * sqrt(one.share / max(0.001, all[0].share));
    return { ...one, name, r, w: max(name.length * 6.6, 2 * r) + 4, h: 2 * r + 19 };
  }), width, height);
  const marks = boxes.map((box) => {
    const label = t("topic label", { ...inWords(box), name: box.label, terms: box.terms });
    return bubble("topic", box, pick("topic", box.topic, label, state.topic.includes(String(box.topic))));
  });
  return framed(
    drawing(width, height, marks),
    t("topics note", { n: boxes.length, hidden: all.length - boxes.length, total: number(all[0].total) }),
    ["topic", "share", "interval", "terms"],
    all.map((one) => [one.label, ...cellsOf(one), one.terms]),
  );
}

// ---- places ----

function drawPlaces() {
  const { n, share } = counts();
  const order = rankActors(counts(), ["GPE", "LOC"], [], actors.length);
  const { west, east, south, north } = data.frame;
  const [width] = sizeOf();
  const height = round(width * min(0.8, ((north - south) / (east - west)) * 1.15));
  const onPage = ([lat, lon]) => [((lon - west) / (east - west)) * width, ((north - lat) / (north - south)) * height];
  const whereIs = (k) => onPage(data.where[actors[k][0]]);
  const [nNamed, nLabels] = width < 480 ? [60, 9] : [150, 22];
  const named = order.filter((k) => data.where[actors[k][0]]).slice(0, nNamed);
  const most = max(1, n[named[0]] || 0);
  const labels = spread(named.slice(0, nLabels).map((k) => {
    const [name, [x, y]] = [actorName(k, 18), whereIs(k)];
    return { k, name, x, y: y - 9, w: name.length * 6.8 + 4, h: 15 };
  }), width, height);
  const marks = [...named].reverse().map((k) => {
    const [cx, cy] = whereIs(k);
    const label = t("place label", { ...inWords(share(k)), name: actorName(k) });
    return mark("g.node", pickActor(k, label), tag("circle.place", { cx, cy, r: 2 + 15 * sqrt(n[k] / most) }));
  });
  const names = labels.map(({ k, name, x, y }) => text(x, y + 4, "middle", name, "text.name", {
    ...pickActor(k),
    "aria-pressed": undefined,
    "aria-hidden": true,
  }));
  // Land: cells of one degree where people live, by row from the north.
  const [rows, first, left] = data.land;
  const cells = rows.flatMap((row, k) => [...row].map((cell, i) => cell > 0 && onPage([first - k, left + i])).filter(Boolean));
  const dots = cells.map((cell) => `M${cell.map((at) => at.toFixed(1)).join(" ")}h.01`);
  return framed(
    drawing(width, height, tag("path.land", { "stroke-width": (width / (east - west)) * 0.8, d: dots.join("") }), marks, names),
    t("places note", { n: named.length, all: number(order.length) }),
    ["place", "articles", "share", "interval"],
    order.slice(0, 200).map((k) => [actorName(k), n[k], ...cellsOf(share(k))]),
  );
}
