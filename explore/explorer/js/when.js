// When: articles by period and outlet with a brush, the share of what is chosen, and the mean tone.

const MARGIN = 44;

function drawWhen(app, box) {
  const days = app.data.days;
  if (!days) {
    box.innerHTML = `<p class="empty">${app.t("no dates")}</p>`;
    return;
  }
  const per = goodPer(days);
  const rows = app.cached("time", () => overTime(app.data, app.view, per));
  const width = Math.max(app.widths.when, 280);
  const [first, last] = [periodOf(days.first, per), nextPeriod(periodOf(days.last, per), per)];
  const x = (day) => MARGIN + ((day - first) / (last - first)) * (width - MARGIN - 8);
  const shown = rows.filter((row) => row.start >= first && row.start < last);
  const chart = { app, per, rows: shown, x, width, first, last };
  const chosen = app.view.marks || app.state.actor.length;
  const strips = [bars(chart, 92), chosen ? shareStrip(chart, 54) : "", toneStrip(chart, 54), axis(chart)];
  box.innerHTML = `<h2>${app.title("when " + per)}</h2>${legend(app)}<div class="strips">${strips.join("")}</div><p class="under">${dates(app)}${outside(app, days)}</p>${whenTable(app, shown, per)}`;
  app.when = chart;
}

// Which outlets have a colour of their own: the seven that print most; the others share one.
function outletColours(app) {
  return app.once("colours", () => {
    const counts = new Uint32Array(app.data.outlets.length);
    for (const outlet of app.data.a_outlet) counts[outlet]++;
    const order = [...counts.keys()].sort((one, other) => counts[other] - counts[one]);
    const colour = new Uint8Array(counts.length).fill(7);
    order.slice(0, order.length > 8 ? 7 : 8).forEach((outlet, k) => (colour[outlet] = k));
    return { order, colour };
  });
}

function legend(app) {
  const { order, colour } = outletColours(app);
  const items = order.filter((outlet) => colour[outlet] < 7 || order.length <= 8);
  const named = items.map((outlet) => `<span><i class="f${colour[outlet]}"></i>${bdi(nameOf(app, "outlet", app.data.outlets[outlet]))}</span>`);
  if (items.length < order.length) named.push(`<span><i class="f7"></i>${app.t("others")}</span>`);
  return `<p class="legend">${named.join(" ")}</p>`;
}

function bars(chart, height) {
  const { app, rows, x, per, width } = chart;
  const { order, colour } = outletColours(app);
  const most = Math.max(1, ...rows.map((row) => row.n));
  const marks = rows.map((row) => {
    const [left, right] = [x(row.start), x(nextPeriod(row.start, per))];
    let top = height - 2;
    return order.map((outlet) => {
      const n = row.byOutlet[outlet];
      if (!n) return "";
      const tall = (n / most) * (height - 16);
      top -= tall;
      return `<rect class="f${colour[outlet]}" data-hover="outlet:${esc(app.data.outlets[outlet])}" x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${Math.max(right - left - 0.8, 0.6).toFixed(1)}" height="${tall.toFixed(1)}"><title>${esc(dayName(app, row.start, per))}: ${esc(nameOf(app, "outlet", app.data.outlets[outlet]))} ${n}</title></rect>`;
    }).join("");
  });
  const lines = `<text class="tick" x="${MARGIN - 6}" y="14" text-anchor="end">${number(app, most)}</text><line class="rule" x1="${MARGIN}" x2="${width}" y1="${height - 1.5}" y2="${height - 1.5}"/>`;
  return svg(width, height, app.t("when bars"), lines + marks.join("") + brush(chart, height), "bars");
}

function brush(chart, height) {
  const { app, x, first, last } = chart;
  const { since, until } = app.state;
  const from = Math.min(Math.max(since ? dayOf(since) : first, first), last);
  const to = Math.min(Math.max(until ? dayOf(until) : last, first), last);
  const handle = (name, day) =>
    `<rect class="handle" data-handle="${name}" tabindex="0" role="slider" aria-orientation="horizontal" aria-label="${app.t(name)}" aria-valuemin="${first}" aria-valuemax="${last}" aria-valuenow="${day}" aria-valuetext="${isoDay(name === "until" ? day - 1 : day)}" x="${(x(day) - 4).toFixed(1)}" y="6" width="8" height="${height - 8}" rx="3"/>`;
  const shade = (a, b) => (b > a ? `<rect class="shade" x="${x(a).toFixed(1)}" y="0" width="${(x(b) - x(a)).toFixed(1)}" height="${height}"/>` : "");
  return shade(first, from) + shade(to, last) + handle("since", from) + handle("until", to);
}

function band(chart, height, value, range) {
  const { rows, x, per } = chart;
  const [low, high] = range;
  const y = (number_) => 4 + (1 - (number_ - low) / (high - low)) * (height - 8);
  const clip = (number_) => Math.min(Math.max(number_, low), high);
  let marks = "";
  let line = [];
  const flush = () => {
    if (line.length > 1) {
      const up = line.map((p) => `${p.x},${y(clip(p.high)).toFixed(1)}`);
      const down = line.map((p) => `${p.x},${y(clip(p.low)).toFixed(1)}`).reverse();
      marks += `<polygon class="band" points="${up.concat(down).join(" ")}"/><polyline class="line" points="${line.map((p) => `${p.x},${y(p.value).toFixed(1)}`).join(" ")}"/>`;
    } else if (line.length) {
      marks += `<line class="whisker" x1="${line[0].x}" x2="${line[0].x}" y1="${y(clip(line[0].low)).toFixed(1)}" y2="${y(clip(line[0].high)).toFixed(1)}"/><circle class="dot" cx="${line[0].x}" cy="${y(line[0].value).toFixed(1)}" r="2"/>`;
    }
    line = [];
  };
  let masked = 0;
  let before = null;
  for (const row of rows) {
    const point = value(row);
    if (before !== null && row.start !== nextPeriod(before, per)) flush();
    before = row.start;
    if (!point) {
      masked++;
      flush();
      continue;
    }
    line.push({ ...point, x: ((x(row.start) + x(nextPeriod(row.start, per))) / 2).toFixed(1) });
  }
  flush();
  return { marks, y, masked };
}

const SMALL = 5; // articles: a share or tone of fewer in a period is not drawn

function shareStrip(chart, height) {
  const { app, rows, width } = chart;
  const enough = (row) => row.share.total >= SMALL;
  const most = Math.min(1, Math.max(0.02, ...rows.filter(enough).map((row) => Math.min(row.share.high, row.share.share * 2 + 0.02))));
  const drawn = band(chart, height, (row) => enough(row) && { value: row.share.share, low: row.share.low, high: row.share.high }, [0, most]);
  const ticks = `<text class="tick" x="${MARGIN - 6}" y="12" text-anchor="end">${percent(most)}</text><text class="tick" x="${MARGIN - 6}" y="${height - 3}" text-anchor="end">0%</text>`;
  if (!drawn.marks) return `<p class="note">${app.t("share strip")}${masked(app, drawn)}</p>`;
  return `<h3>${app.t("share strip")}${masked(app, drawn)}</h3>` + svg(width, height, app.t("share strip"), ticks + drawn.marks, "strip");
}

function toneStrip(chart, height) {
  const { app, rows, width } = chart;
  const enough = (row) => row.tone.stories >= SMALL;
  const most = Math.max(0.2, ...rows.filter(enough).map((row) => Math.abs(row.tone.mean) + 0.05));
  const drawn = band(chart, height, (row) => enough(row) && { value: row.tone.mean, low: row.tone.low, high: row.tone.high }, [-most, most]);
  const zero = `<line class="rule" x1="${MARGIN}" x2="${width}" y1="${drawn.y(0)}" y2="${drawn.y(0)}"/><text class="tick" x="${MARGIN - 6}" y="12" text-anchor="end">${signed(most, 1)}</text><text class="tick" x="${MARGIN - 6}" y="${height - 3}" text-anchor="end">${signed(-most, 1)}</text>`;
  if (!drawn.marks) return `<p class="note">${app.t("tone strip")}${masked(app, drawn)}</p>`;
  return `<h3>${app.t("tone strip")}${masked(app, drawn)}</h3>` + svg(width, height, app.t("tone strip"), zero + drawn.marks, "strip");
}

function masked(app, drawn) {
  return drawn.masked ? ` <small>${app.t("masked", { n: drawn.masked, least: SMALL })}</small>` : "";
}

function axis(chart) {
  const { app, x, first, last, width } = chart;
  const ticks = [];
  const months = (last - first) / 30;
  const step = months > 200 ? 60 : months > 60 ? 12 : months > 24 ? 6 : months > 12 || width < 500 ? 2 : 1;
  let day = periodOf(first, "month");
  if (months < 2.5) for (day = first; day < last; day += Math.ceil((last - first) / (width < 500 ? 4 : 8))) ticks.push(day);
  else for (; day < last; day = nextPeriod(day, "month")) if (day >= first && (new Date(day * DAY).getUTCMonth() + 12 * new Date(day * DAY).getUTCFullYear()) % step === 0) ticks.push(day);
  const per = months < 2.5 ? "day" : step >= 12 ? "year" : "month";
  const marks = ticks.map((at) => `<line class="rule" x1="${x(at)}" x2="${x(at)}" y1="0" y2="5"/><text class="tick" x="${x(at)}" y="18" text-anchor="middle">${esc(dayName(app, at, per))}</text>`);
  return svg(width, 22, app.t("axis"), marks.join(""), "axis");
}

function dates(app) {
  const { since, until } = app.state;
  const to = until ? isoDay(dayOf(until) - 1) : "";
  return `<label>${app.t("since")} <input type="date" data-date="since" value="${esc(since)}"></label> <label>${app.t("until")} <input type="date" data-date="until" value="${to}"></label> `;
}

function outside(app, days) {
  const chips = [];
  if (days.before) chips.push(`<button data-period="|${isoDay(days.first)}">${app.t("earlier", { n: number(app, days.before) })}</button>`);
  if (days.after) chips.push(`<button data-period="${isoDay(days.last + 1)}|">${app.t("later", { n: number(app, days.after) })}</button>`);
  if (days.undated) chips.push(`<span class="note">${app.t("undated", { n: number(app, days.undated) })}</span>`);
  return chips.join(" ");
}

function whenTable(app, rows, per) {
  const heads = ["period", "articles", "share", "interval", "tone", "interval"].map((key) => app.t(key));
  return tableOf(app, heads, rows.map((row) => [
    dayName(app, row.start, per), row.n, `${percent(row.share.share)} (${row.share.n}/${row.share.total})`,
    `${percent(row.share.low)}–${percent(row.share.high)}`, signed(row.tone.mean, 2),
    `${signed(row.tone.low, 2)} – ${signed(row.tone.high, 2)}`,
  ]));
}

// ---- brush ----

function dragBrush(app, event) {
  const plot = event.target.closest("svg.bars");
  if (!plot || event.button) return;
  const { x, width, first, last, per } = app.when;
  const scale = width / plot.getBoundingClientRect().width;
  const dayAt = (move) => {
    const at = (move.clientX - plot.getBoundingClientRect().left) * scale;
    return Math.round(Math.min(Math.max(first + ((at - MARGIN) / (x(last) - MARGIN)) * (last - first), first), last));
  };
  const handle = event.target.dataset.handle;
  const begin = dayAt(event);
  const fixed = handle === "since" ? dayOf(app.state.until || isoDay(last)) : handle ? dayOf(app.state.since || isoDay(first)) : begin;
  const before = copyState(app.state);
  (handle ? event.target : app.root).focus({ preventScroll: true });
  let moved = false;
  const move = (next) => {
    const day = dayAt(next);
    if (!moved && Math.abs(day - begin) * ((x(last) - MARGIN) / (last - first)) < 4) return;
    moved = true;
    const [from, to] = [Math.min(day, fixed), Math.max(day, fixed)];
    app.preview(period(app.state, periodOf(from, per), nextPeriod(periodOf(Math.max(to - 1, from), per), per), first, last));
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    if (moved) app.commit(before);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  event.preventDefault();
}

function period(state, from, to, first, last) {
  const next = copyState(state);
  next.since = from > first ? isoDay(from) : "";
  next.until = to < last ? isoDay(to) : "";
  return next;
}

function keyBrush(app, event) {
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -4, PageUp: 4 };
  const name = event.target.dataset.handle;
  if (!name || !(event.key in steps)) return false;
  const { first, last, per } = app.when;
  const unit = per === "day" ? 1 : per === "week" ? 7 : 31;
  let [from, to] = [app.state.since ? dayOf(app.state.since) : first, app.state.until ? dayOf(app.state.until) : last];
  const moveTo = (day) => (steps[event.key] > 0 && per !== "day" ? nextPeriod(periodOf(day, per), per) : periodOf(day + steps[event.key] * unit, per));
  if (name === "since") from = Math.min(Math.max(moveTo(from), first), to - 1);
  else to = Math.max(Math.min(steps[event.key] > 0 ? moveTo(to) : periodOf(to - unit, per), last), from + 1);
  app.go(period(app.state, from, to, first, last));
  event.preventDefault();
  return true;
}
