// The centre: network, matrix, terms A against B, topic map and places, on the same state.

function drawCentre(app, box) {
  const tabs = TABS.map((tab) => `<button role="tab" id="${app.id}-${tab}" aria-selected="${app.state.tab === tab}" aria-controls="${app.id}-view" tabindex="${app.state.tab === tab ? 0 : -1}" data-tab="${tab}">${app.t(tab)}</button>`);
  box.innerHTML = `<div role="tablist" aria-label="${app.t("centre")}">${tabs.join("")}</div><div class="view" id="${app.id}-view" role="tabpanel" aria-labelledby="${app.id}-${app.state.tab}"></div>`;
  const view = box.querySelector(".view");
  const draw = { network: drawNetwork, matrix: drawMatrix, terms: drawTerms, topics: drawTopics, places: drawPlaces };
  if (!app.articles.length && app.state.tab !== "terms") {
    view.innerHTML = app.nothing();
    return null;
  }
  const drawn = draw[app.state.tab](app, view);
  return drawn ? drawn.then(() => oneStop(view)) : oneStop(view);
}

function oneStop(view) {
  marksOf(view).forEach((mark, k) => mark.setAttribute("tabindex", k ? "-1" : "0"));
  return null;
}

function chosenActors(app) {
  return app.state.actor.map((id) => app.data.actorNumber.get(id)).filter((k) => k !== undefined);
}

// The ties among the actors most often named in the articles of the state; those chosen are always among them.
function ties(app, size) {
  return app.cached("ties" + size, () => {
    const actors = rankActors(app.data, app.counts(), app.state.kind, chosenActors(app), size, app.together());
    return { actors, ...countTies(app.data, app.view, app.articles, actors) };
  });
}

// The ties that are drawn: those more frequent than expected. Without a filter it is known which of them are
// significant; with one that is not computed anew.
function drawnTies(app, found, limit) {
  const whole = !conditions(app.state).some(({ key }) => key !== "kind");
  const known = app.once("backbone", () => new Set((app.data.backbone || []).map(([a, b]) => a * app.data.nActors + b)));
  const sure = ({ ends: [a, b] }) => !whole || known.has(Math.min(a, b) * app.data.nActors + Math.max(a, b));
  // Those of the chosen actors come first, however often they are named.
  const chosen = chosenActors(app);
  const own = (tie) => tie.ends.some((k) => chosen.includes(k));
  const beyond = [...found.ties.filter(own), ...found.ties.filter((tie) => !own(tie) && tie.npmi > 0)];
  const drawn = beyond.slice(0, limit).map((tie) => ({ ...tie, sure: sure(tie) }));
  return { whole, drawn, all: beyond.length, ties: [...beyond, ...found.ties.filter((tie) => !own(tie) && !(tie.npmi > 0))] };
}

function tieLabel(app, tie) {
  const [a, b] = tie.ends.map((k) => actorName(app, k));
  return app.t("tie label", { a, b, n: tie.n, tone: signed(tie.tone.mean, 2), low: signed(tie.tone.low, 2), high: signed(tie.tone.high, 2) });
}

function drawNetwork(app, box) {
  const width = Math.max(app.widths.centre, 280);
  const height = Math.max(Math.min(width * 0.8, 560), 420);
  const size = width < 480 ? 18 : width < 700 ? 30 : 42;
  const found = ties(app, size);
  const shown = drawnTies(app, found, size * 2);
  const counts = app.counts();
  const most = Math.max(1, ...found.actors.map((k) => counts.n[k]));
  const nodes = roomy(width, height, found.actors.map((k) => {
    const name = shorten(actorName(app, k), 22);
    const r = 4 + 14 * Math.sqrt(counts.n[k] / most);
    const w = Math.max(name.length * 7.2, 2 * r) + 6;
    return { k, name, r, w, h: 2 * r + 17, x: app.data.actor_x[k], y: app.data.actor_y[k] };
  }));
  fit(nodes, width, height);
  spread(nodes, width, height);
  const place = new Map(nodes.map((node) => [node.k, node]));
  const thick = Math.max(1, ...shown.drawn.map((tie) => tie.n));
  const chosen = chosenActors(app);
  const between = shown.drawn.filter((tie) => tie.ends.every((k) => place.has(k)));
  const lines = [...between].reverse().map((tie) => {
    const [a, b] = tie.ends.map((k) => place.get(k));
    const ids = tie.ends.map((k) => app.data.actors[k][0]).join(" ");
    const wide = (0.8 + 6 * Math.sqrt(tie.n / thick)).toFixed(1);
    const at = `x1="${a.x.toFixed(1)}" y1="${(a.y - 8).toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${(b.y - 8).toFixed(1)}"`;
    return `<g class="tie" tabindex="-1" role="button" ${pick("tie", ids, tieLabel(app, tie))}><line class="edge${tie.sure ? "" : " unsure"} ${toneClass(tie.tone)}" stroke-width="${wide}" ${at}/><line class="grip" ${at}/><title>${esc(tieLabel(app, tie))}</title></g>`;
  });
  const marks = nodes.map((node) => {
    const id = app.data.actors[node.k][0];
    const label = app.t("actor label", { name: actorName(app, node.k), n: counts.n[node.k] });
    const community = Math.min(app.data.actor_community[node.k] || 9, 9);
    return `<g class="node${chosen.includes(node.k) ? " chosen" : ""}" tabindex="0" role="button" ${pick("actor", id, label, chosen.includes(node.k))}><title>${esc(label)}</title><circle class="g${community}" cx="${node.x.toFixed(1)}" cy="${(node.y - 8).toFixed(1)}" r="${node.r.toFixed(1)}"/><text x="${node.x.toFixed(1)}" y="${(node.y + node.r + 5).toFixed(1)}" text-anchor="middle">${esc(node.name)}</text></g>`;
  });
  const note = app.t(shown.whole ? "network note whole" : "network note", { n: between.length, all: shown.all, sure: between.filter((tie) => tie.sure).length, actors: nodes.length, units: number(app, found.units) });
  box.innerHTML = `<h2>${app.title("network title")}</h2>${svg(width, height, app.t("network"), `<g>${lines.join("")}</g><g>${marks.join("")}</g>`, "network")}${toneKey(app)}<p class="note">${note}</p>${tiesTable(app, shown.ties)}`;
}

function toneKey(app) {
  const steps = [-3, -2, -1, 0, 1, 2, 3].map((step) => `<i class="b-tone${step}"></i>`);
  return `<p class="key"><span>${app.t("tone key")}</span> <span class="scale">${app.t("negative")} <span class="steps">${steps.join("")}</span> ${app.t("positive")}</span> <span>${app.t("circle key")}</span></p>`;
}

function tiesTable(app, found) {
  const heads = ["actor", "actor", "sentences", "npmi", "tone", "interval"].map((key) => app.t(key));
  return tableOf(app, heads, found.slice(0, 200).map((tie) => [
    ...tie.ends.map((k) => actorName(app, k)), tie.n, signed(tie.npmi, 2), signed(tie.tone.mean, 2),
    `${signed(tie.tone.low, 2)} … ${signed(tie.tone.high, 2)}`,
  ]));
}

function drawMatrix(app, box) {
  const width = Math.max(app.widths.centre, 280);
  const size = width < 480 ? 10 : 20;
  const found = ties(app, size);
  const order = [...found.actors].sort((a, b) => app.data.actor_community[a] - app.data.actor_community[b] || app.counts().n[b] - app.counts().n[a]);
  const place = new Map(order.map((k, i) => [k, i]));
  const head = 118;
  const cell = Math.min((width - head - 8) / Math.max(order.length, 1), 26);
  const most = Math.log1p(Math.max(1, ...found.ties.map((tie) => tie.n)));
  const marks = found.ties.flatMap((tie) => {
    const [i, j] = tie.ends.map((k) => place.get(k));
    const ids = tie.ends.map((k) => app.data.actors[k][0]).join(" ");
    const step = Math.min(5, Math.ceil((Math.log1p(tie.n) / most) * 5));
    return [[i, j], [j, i]].map(([row, column], k) => `<rect class="q${step}" ${k ? 'tabindex="-1" aria-hidden="true"' : 'tabindex="0"'} role="button" ${pick("tie", ids, tieLabel(app, tie))} x="${(head + column * cell).toFixed(1)}" y="${(head + row * cell).toFixed(1)}" width="${(cell - 1).toFixed(1)}" height="${(cell - 1).toFixed(1)}"><title>${esc(tieLabel(app, tie))}</title></rect>`);
  });
  const names = order.map((k, i) => {
    const name = esc(shorten(actorName(app, k), 17));
    const at = head + i * cell + cell * 0.68;
    return `<text class="name" data-hover="actor:${esc(app.data.actors[k][0])}" x="${head - 5}" y="${at.toFixed(1)}" text-anchor="end">${name}</text><text class="name" transform="translate(${at.toFixed(1)} ${head - 5}) rotate(-60)">${name}</text>`;
  });
  const side = head + order.length * cell + 4;
  box.innerHTML = `<h2>${app.title("matrix title")}</h2><div class="scroll" tabindex="0" role="group" aria-label="${app.t("matrix")}">${svg(Math.max(side + 40, 200), side, app.t("matrix"), names.join("") + marks.join(""), "matrix")}</div><p class="note">${app.t("matrix note", { n: order.length, most: Math.round(Math.expm1(most)) })}</p>${tiesTable(app, found.ties)}`;
}

// ---- terms ----

async function drawTerms(app, box) {
  box.innerHTML = `<h2>${app.title("terms title")}</h2><p class="note" aria-live="polite">${app.t("counting words")}</p>`;
  const asked = writeState(app.state);
  let answer = null;
  try {
    answer = await app.cached("terms", () => app.provider.terms(app.state, app.data));
  } catch (error) {
    answer = { rows: [], failed: app.failed(error) };
  }
  if (writeState(app.state) !== asked || !app.root.contains(box)) return;
  if (!answer.rows.length) {
    box.innerHTML = `<h2>${app.title("terms title")}</h2>${answer.failed || `<p class="empty">${app.t(answer.why || "terms none")}</p>`}`;
    return;
  }
  const { rows } = answer;
  // What is pinned is A; else the selection is A and all other articles are B.
  const present = selectionName(app, app.state);
  const names = app.state.a ? { a: selectionName(app, readState(app.state.a)), b: present } : { a: present, b: app.t("rest") };
  const width = Math.max(app.widths.centre, 280);
  const height = Math.min(Math.max(width * 0.75, 380), 540);
  const scale = (share) => Math.log10(share + 0.001);
  const shares = rows.flatMap((row) => [row.share_a, row.share_b]).map(scale);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const x = (share) => 60 + ((scale(share) - low) / (high - low || 1)) * (width - 120);
  const y = (share) => height - 34 - ((scale(share) - low) / (high - low || 1)) * (height - 70);
  const words = rows.map((row) => ({ row, x: x(row.share_b), y: y(row.share_a), w: Math.min(row.term.length, 24) * 8 + 6, h: 19 }));
  spread(words, width, height - 16);
  const marks = words.map(({ row, x: left, y: top }) => {
    const label = app.t("term label", { term: row.term, a: percent(row.share_a), na: row.n_a, b: percent(row.share_b), nb: row.n_b, ratio: signed(row.log_ratio, 1), low: signed(row.low, 1), high: signed(row.high, 1) });
    return `<g class="term ${row.log_ratio > 0 ? "of-a" : "of-b"}${row.low > 0 || row.high < 0 ? "" : " unsure"}" tabindex="0" role="button" data-side="${row.log_ratio > 0 ? "a" : "b"}" ${pick("words", row.term, label)}><title>${esc(label)}</title><text x="${left.toFixed(1)}" y="${(top + 5).toFixed(1)}" text-anchor="middle">${esc(shorten(row.term, 24))}</text></g>`;
  });
  const frame = `<line class="rule" x1="60" y1="${height - 30}" x2="${width - 60}" y2="30"/><text class="tick" x="${width / 2}" y="${height - 4}" text-anchor="middle">${app.t("more in", { name: names.b })} →</text><text class="tick" transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">${app.t("more in", { name: names.a })} →</text>`;
  const heads = ["term", "articles A", "share", "articles B", "share", "log ratio", "interval"].map((key) => app.t(key));
  box.innerHTML = `<h2>${app.t("terms of", { a: `<bdi>${names.a}</bdi>`, b: `<bdi>${names.b}</bdi>` })}</h2>${svg(width, height, app.t("terms"), frame + marks.join(""), "terms")}<p class="note">${app.t("terms note", { na: number(app, rows[0].total_a), nb: number(app, rows[0].total_b) })}</p>${tableOf(app, heads, rows.map((row) => [row.term, row.n_a, percent(row.share_a), row.n_b, percent(row.share_b), signed(row.log_ratio, 2), `${signed(row.low, 2)} … ${signed(row.high, 2)}`]))}`;
}

// ---- topics ----

function drawTopics(app, box) {
  if (!app.data.topics.length) {
    box.innerHTML = `<p class="empty">${app.t("no topics")}</p>`;
    return;
  }
  const width = Math.max(app.widths.centre, 280);
  const height = Math.max(Math.min(width * 0.8, 560), 420);
  const shares = app.cached("topics", () => topicShares(app.data, app.articles));
  const most = Math.max(0.001, ...shares.map((row) => row.share));
  const ranked = [...shares.keys()].sort((a, b) => shares[b].share - shares[a].share);
  const boxes = roomy(width, height, ranked.map((k) => {
    const [, label, terms, x, y] = app.data.topics[k];
    const name = shorten(label, width < 480 ? 18 : 26);
    const r = 3 + 24 * Math.sqrt(shares[k].share / most);
    return { k, name, terms, r, x, y, w: Math.max(name.length * 6.6, 2 * r) + 4, h: 2 * r + 19 };
  }));
  fit(boxes, width, height);
  spread(boxes, width, height);
  const chosen = app.state.topic.map(Number);
  const marks = boxes.map((one) => {
    const topic = app.data.topics[one.k][0];
    const row = shares[one.k];
    const label = app.t("topic label", { name: app.data.topics[one.k][1], share: percent(row.share), low: percent(row.low), high: percent(row.high), terms: one.terms.join(app.lang === "ar" ? "، " : ", ") });
    return `<g class="node${chosen.includes(topic) ? " chosen" : ""}" tabindex="0" role="button" ${pick("topic", topic, label, chosen.includes(topic))}><title>${esc(label)}</title><circle class="topic" cx="${one.x.toFixed(1)}" cy="${(one.y - 8).toFixed(1)}" r="${one.r.toFixed(1)}"/><text x="${one.x.toFixed(1)}" y="${(one.y + one.r + 5).toFixed(1)}" text-anchor="middle">${esc(one.name)}</text></g>`;
  });
  const heads = ["topic", "share", "interval", "terms"].map((key) => app.t(key));
  const hidden = app.data.topics.length - boxes.length;
  box.innerHTML = `<h2>${app.title("topics title")}</h2>${svg(width, height, app.t("topics"), marks.join(""), "topics")}<p class="note">${app.t("topics note", { n: boxes.length, hidden, total: number(app, shares[0].total) })}</p>${tableOf(app, heads, ranked.map((k) => [app.data.topics[k][1], percent(shares[k].share), `${percent(shares[k].low)}–${percent(shares[k].high)}`, app.data.topics[k][2].join(app.lang === "ar" ? "، " : ", ")]))}`;
}

// ---- places ----

function drawPlaces(app, box) {
  const counts = app.counts();
  const order = rankActors(app.data, counts, ["GPE", "LOC"], [], app.data.nActors);
  const onMap = order.filter((k) => app.data.where[app.data.actors[k][0]]);
  const width = Math.max(app.widths.centre, 280);
  const around = app.once("frame", () => mapFrame(app));
  const height = Math.round(width * Math.min(0.8, (around.north - around.south) / (around.east - around.west) * 1.15));
  const x = (lon) => ((lon - around.west) / (around.east - around.west)) * width;
  const y = (lat) => ((around.north - lat) / (around.north - around.south)) * height;
  const land = app.once("land", () => landCells(app.data.land));
  const size = width / (around.east - around.west);
  const ground = land.filter(([lon, lat]) => lon >= around.west && lon <= around.east && lat >= around.south && lat <= around.north)
    .map(([lon, lat]) => `M${x(lon).toFixed(1)} ${y(lat).toFixed(1)}h.01`).join("");
  const most = Math.max(1, ...onMap.map((k) => counts.n[k]));
  const named = onMap.filter((k) => inside(app.data.where[app.data.actors[k][0]], around)).slice(0, width < 480 ? 60 : 150);
  const labels = named.slice(0, width < 480 ? 9 : 22).map((k) => {
    const [lat, lon] = app.data.where[app.data.actors[k][0]];
    const name = shorten(actorName(app, k), 18);
    return { k, name, x: x(lon), y: y(lat) - 9, w: name.length * 6.8 + 4, h: 15 };
  });
  spread(labels, width, height);
  const chosen = chosenActors(app);
  const marks = [...named].reverse().map((k) => {
    const [id] = app.data.actors[k];
    const [lat, lon] = app.data.where[id];
    const share = shareFor(counts, k);
    const label = app.t("place label", { name: actorName(app, k), n: share.n, total: share.total, share: percent(share.share), low: percent(share.low), high: percent(share.high) });
    return `<g class="node${chosen.includes(k) ? " chosen" : ""}" tabindex="0" role="button" ${pick("actor", id, label, chosen.includes(k))}><title>${esc(label)}</title><circle class="place" cx="${x(lon).toFixed(1)}" cy="${y(lat).toFixed(1)}" r="${(2 + 15 * Math.sqrt(counts.n[k] / most)).toFixed(1)}"/></g>`;
  });
  const texts = labels.map((one) => `<text class="name" aria-hidden="true" data-pick="actor" data-value="${esc(app.data.actors[one.k][0])}" data-hover="actor:${esc(app.data.actors[one.k][0])}" x="${one.x.toFixed(1)}" y="${(one.y + 4).toFixed(1)}" text-anchor="middle">${esc(one.name)}</text>`);
  const heads = ["place", "articles", "share", "interval"].map((key) => app.t(key));
  box.innerHTML = `<h2>${app.title("places title")}</h2>${svg(width, height, app.t("places"), `<path class="land" stroke-width="${(size * 0.8).toFixed(1)}" d="${ground}"/>${marks.join("")}${texts.join("")}`, "places")}<p class="note">${app.t("places note", { n: named.length, all: order.length })}</p>${tableOf(app, heads, order.slice(0, 200).map((k) => {
    const row = shareFor(counts, k);
    return [actorName(app, k), row.n, percent(row.share), `${percent(row.low)}–${percent(row.high)}`];
  }))}`;
}

function inside([lat, lon], around) {
  return lat >= around.south && lat <= around.north && lon >= around.west && lon <= around.east;
}

// The part of the world that holds nine tenths of what the whole corpus names on each side.
function mapFrame(app) {
  const whole = countActors(app.data, { boilerplate: false }, counted(app.data, { keep: false }, () => true));
  const points = app.data.actors.map(([id], k) => [app.data.where[id], whole.n[k]]).filter(([at, n]) => at && n);
  const cut = (axis, part) => {
    const sorted = [...points].sort((one, other) => one[0][axis] - other[0][axis]);
    const sum = sorted.reduce((total, [, n]) => total + n, 0);
    let seen = 0;
    for (const [at, n] of sorted) if ((seen += n) >= sum * part) return at[axis];
    return 0;
  };
  if (!points.length) return { west: -180, east: 180, south: -60, north: 80 };
  const [west, east] = [Math.max(cut(1, 0.04) - 8, -180), Math.min(cut(1, 0.96) + 8, 180)];
  const around = [cut(0, 0.03) - 8, cut(0, 0.97) + 8];
  const lack = Math.max(0.4 * (east - west) - (around[1] - around[0]), 0) / 2; // no strip that is wide and low
  const [south, north] = [Math.max(around[0] - lack, -60), Math.min(around[1] + lack, 80)];
  return { west, east: Math.max(east, west + 40), south, north: Math.max(north, south + 25) };
}

// Land as cells of one degree where people live, from a row of hexadecimal digits for each latitude.
function landCells(rows) {
  const cells = [];
  rows.forEach((row, k) => {
    for (let i = 0; i < row.length; i++) {
      for (let bit = 0; bit < 4; bit++) if (parseInt(row[i], 16) & (8 >> bit)) cells.push([-179.5 + 4 * i + bit, 89.5 - k]);
    }
  });
  return cells;
}
