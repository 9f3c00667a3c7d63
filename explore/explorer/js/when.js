// When: articles by period and outlet with a brush, the share of what is chosen, and the mean tone.

const MARGIN = 44;
const SMALL = 5; // articles: a share or tone of fewer in a period is not drawn
let chart; // the scale of time that is drawn

function drawWhen() {
  const { days } = data;
  if (!days) return { ".drawn": tag("p.empty", t("no dates")) };
  const { per } = days;
  const width = max(widths.when, 280);
  const [first, last] = [periodOf(days.first, per), periodOf(days.last, per, 1)];
  const x = (day) => MARGIN + ((day - first) / (last - first)) * (width - MARGIN - 8);
  const rows = cached("time", () => overTime(view, per)).filter((row) => row.start >= first && row.start < last);
  chart = { rows, x, width, first, last, per };
  set("[data-date=since]", { value: state.since });
  set("[data-date=until]", { value: state.until && isoDay(dayOf(state.until) - 1) });
  const { before, after, undated } = days;
  return {
    ".drawn": [heading("when " + per), legend(), tag("div.strips", bars(), view.marks ? strip("share") : "", strip("tone"), axis())],
    ".outside": [
      before && button("go", `{"since":"","until":"${isoDay(days.first)}"}`, t("earlier", { n: number(before) })),
      after && button("go", `{"since":"${isoDay(days.last + 1)}","until":""}`, t("later", { n: number(after) })),
      undated && tag("span.note", t("undated", { n: number(undated) })),
    ].filter(Boolean).join(" "),
    ".behind": table("when", ["period", "articles", "share", "interval", "tone", "interval"], rows.map(({ start, n, share, tone }) => {
      const [said, interval] = cellsOf(share);
      return [dayName(start, per), n, `${said} (${share.n}/${share.total})`, interval, ...cellsOf(tone)];
    })),
  };
}

// The seven outlets that print most have a colour of their own; the others share one.
function legend() {
  const named = data.outletOrder.slice(0, data.outlets.length > 8 ? 7 : 8).map((outlet) => bdi(nameOf("outlet", data.outlets[outlet])));
  if (named.length < data.outlets.length) named.push(t("others"));
  return tag("p.legend", named.map((name, k) => tag("span", tag("i.f" + k), name) + " "));
}

function bars() {
  const { rows, x, width, per } = chart;
  const height = 92;
  const most = max(1, ...rows.map((row) => row.n));
  const marks = rows.flatMap((row) => {
    const left = x(row.start);
    const wide = max(x(periodOf(row.start, per, 1)) - left - 0.8, 0.6);
    let top = height - 2;
    return data.outletOrder.map((outlet, place) => {
      const n = row.byOutlet[outlet];
      if (!n) return "";
      const [tall, name] = [(n / most) * (height - 16), data.outlets[outlet]];
      top -= tall;
      return tag(
        "rect.f" + min(place, 7),
        { "data-hover": "outlet:" + name, x: left, y: top, width: wide, height: tall },
        tag("title", esc(`${dayName(row.start, per)}: ${nameOf("outlet", name)} ${n}`)),
      );
    });
  });
  return svg("bars", width, height, t("when bars"), text(MARGIN - 6, 14, "end", number(most)), rule(MARGIN, height - 1.5, width, height - 1.5), marks, brush(height));
}

// The first day that is chosen, and the one after the last.
function chosenDays() {
  const { first, last } = chart;
  return [state.since ? dayOf(state.since) : first, state.until ? dayOf(state.until) : last].map((day) => min(max(day, first), last));
}

function brush(height) {
  const { x, first, last } = chart;
  const [from, to] = chosenDays();
  const shade = (a, b) => b > a ? tag("rect.shade", { x: x(a), y: 0, width: x(b) - x(a), height }) : "";
  const handle = (name, day, shown) => {
    return tag("rect.handle", {
      "data-handle": name,
      tabindex: 0,
      role: "slider",
      "aria-label": t(name),
      "aria-valuemin": first,
      "aria-valuemax": last,
      "aria-valuenow": day,
      "aria-valuetext": isoDay(shown),
      x: x(day) - 4,
      y: 6,
      width: 8,
      height: height - 8,
      rx: 3,
    });
  };
  return [shade(first, from), shade(to, last), handle("since", from, from), handle("until", to, to - 1)];
}

// A line with its band of intervals, of the periods that have enough articles.
function strip(key) {
  const { rows, x, per, width } = chart;
  const [height, isShare] = [54, key === "share"];
  const isEnough = ({ total, stories }) => (total ?? stories) >= SMALL;
  const reach = ({ share, high, mean }) => isShare ? min(high, share * 2 + 0.02, 1) : abs(mean) + 0.05;
  const high = max(isShare ? 0.02 : 0.2, ...rows.map((row) => row[key]).filter(isEnough).map(reach));
  const low = isShare ? 0 : -high;
  const y = (at) => 4 + (1 - (min(max(at, low), high) - low) / (high - low)) * (height - 8);
  const runs = [];
  let [masked, after] = [0, null];
  for (const row of rows) {
    const point = row[key];
    const next = periodOf(row.start, per, 1);
    const isDrawn = isEnough(point);
    if (isDrawn && after !== row.start) runs.push([]);
    if (isDrawn) runs.at(-1).push({ x: (x(row.start) + x(next)) / 2, y: y(point.share ?? point.mean), low: y(point.low), high: y(point.high) });
    else masked++;
    after = isDrawn && next;
  }
  const points = (run, name) => run.map((one) => `${one.x.toFixed(1)},${one[name].toFixed(1)}`);
  const marks = runs.map((run) => {
    const [one] = run;
    if (run.length === 1) return tag("line.whisker", { x1: one.x, x2: one.x, y1: one.low, y2: one.high }) + tag("circle.dot", { cx: one.x, cy: one.y, r: 2 });
    return tag("polygon.band", { points: [...points(run, "high"), ...points(run, "low").reverse()].join(" ") }) +
      tag("polyline.line", { points: points(run, "y").join(" ") });
  });
  const label = t(key + " strip");
  const said = [label, masked ? tag("small", " ", t("masked", { n: masked, least: SMALL })) : ""];
  if (!runs.length) return tag("p.note", said);
  const scale = [high, low].map((end, k) => text(MARGIN - 6, k ? height - 3 : 12, "end", isShare ? percent(end) : signed(end, 1)));
  return tag("h3", said) + svg("strip", width, height, label, low ? rule(MARGIN, y(0), width, y(0)) : "", scale, marks);
}

function axis() {
  const { x, first, last, width } = chart;
  const months = (last - first) / 30;
  const [, step] = [[200, 60], [60, 12], [24, 6], [width < 500 ? 0 : 12, 2], [0, 1]].find(([least]) => months > least);
  const byDay = months < 2.5 && Math.ceil((last - first) / (width < 500 ? 4 : 8));
  const per = byDay ? "day" : step < 12 ? "month" : "year";
  const ticks = [];
  for (let day = byDay ? first : periodOf(first - 1, "month", 1); day < last; day = byDay ? day + byDay : periodOf(day, "month", 1)) {
    const [year, month] = isoDay(day).split("-");
    if (byDay || (12 * year + (month - 1)) % step === 0) ticks.push(rule(x(day), 0, x(day), 5) + text(x(day), 18, "middle", dayName(day, per)));
  }
  return svg("axis", width, 22, t("axis"), ticks);
}

// ---- brush ----

function choosePeriod(from, to) {
  const { first, last } = chart;
  return { ...state, since: from > first ? isoDay(from) : "", until: to < last ? isoDay(to) : "" };
}

function dragBrush(event) {
  const plot = event.target.closest("svg.bars");
  if (!plot || event.button) return;
  const { x, width, first, last, per } = chart;
  const whole = x(last) - MARGIN;
  const { left, width: wide } = plot.getBoundingClientRect();
  const placeAt = ({ clientX }) => min(max(((clientX - left) * width) / wide - MARGIN, 0), whole);
  const dayAt = (moved) => round(first + (placeAt(moved) / whole) * (last - first));
  const { handle } = event.target.dataset;
  const fixed = handle ? chosenDays()[handle === "since" ? 1 : 0] : dayAt(event);
  const before = state;
  let [next, frame] = [before, 0];
  goTo(handle ? event.target : root);
  const move = (moved) => {
    if (next === before && abs(placeAt(moved) - placeAt(event)) < 4) return;
    const day = dayAt(moved);
    const from = periodOf(min(day, fixed), per);
    next = choosePeriod(from, periodOf(max(day - 1, fixed - 1, from), per, 1));
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => show(next));
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", () => {
    removeEventListener("pointermove", move);
    cancelAnimationFrame(frame);
    state = before;
    go(next);
  }, { once: true });
  event.preventDefault();
}

// Moves a handle by steps of a period.
function keyBrush(handle, step) {
  const { first, last, per } = chart;
  let [from, to] = chosenDays();
  const moved = (day) => periodOf(step > 0 ? day : day - 1, per, step > 0 ? step : step + 1);
  if (handle === "since") from = min(max(moved(from), first), to - 1);
  else to = max(min(moved(to), last), from + 1);
  go(choosePeriod(from, to));
  return true;
}
