// Small tools of the page: elements as text, numbers and days in words, marks, tables, boxes that keep apart.

const esc = (text) => String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

// An element as text: "name.class.class", its attributes if any, and what it holds, as text that is safe already. Values
// of attributes are made safe here; those undefined or false are left out, and numbers have one decimal.
function tag(name, attributes, ...inside) {
  const [element, ...classes] = name.split(".");
  const isPlain = typeof attributes !== "object" || Array.isArray(attributes);
  let text = "<" + element;
  if (classes.length) text += ` class="${classes.join(" ")}"`;
  for (const key in isPlain ? {} : attributes) {
    let value = attributes[key];
    if (typeof value === "number") value = round(value * 10) / 10;
    if (value !== undefined && (value !== false || key.startsWith("aria"))) text += ` ${key}="${esc(value)}"`;
  }
  return `${text}>${[isPlain ? attributes : "", inside].flat(3).join("")}</${element}>`;
}

// A name inside longer text keeps its own direction.
const bdi = (text) => tag("bdi", esc(text));

const ltr = (text) => tag("bdi", { dir: "ltr" }, esc(text));

// An element in whose text the first letter sets the direction.
const auto = (name, text) => tag(name, { dir: "auto" }, esc(text));

// The words for a key in the language of the page, {words in braces} filled in.
const t = (key, values = {}) => (options.labels[lang][key] || key).replace(/\{([\w ]+)\}/g, (whole, name) => values[name] ?? whole);

// A button with an attribute that says what it does (see ACTIONS).
const button = (action, value, text, attributes) => tag("button", { ["data-" + action]: value, ...attributes }, text);

// A part that scrolls, and that can be reached by keys.
const scroller = (label, inside) => tag("div.scroll", { tabindex: 0, role: "group", "aria-label": label }, inside);

// Formats are costly to make, so each is made once.
const number = (value) => once("number", () => new Intl.NumberFormat("en")).format(round(value));

function dayName(day, per) {
  const [month, ofMonth] = [per === "year" ? undefined : "short", ["day", "week"].includes(per) ? "numeric" : undefined];
  const parts = { year: "numeric", month, day: ofMonth, timeZone: "UTC" };
  return once(lang + per, () => new Intl.DateTimeFormat(lang === "ar" ? "ar-u-nu-latn" : "en-GB", parts)).format(day * DAY);
}

const percent = (share) => share >= 0 ? (share * 100).toFixed(share && share < 0.0995 ? 1 : 0) + "%" : "–";

function signed(value, digits = 2) {
  if (isNaN(value)) return "–";
  const text = abs(value).toFixed(digits);
  return (value < 0 && +text ? "−" : +text ? "+" : "") + text;
}

// A share or a tone with its interval, as words to fill in.
function inWords({ n, total, share, mean, low, high }) {
  const [write, to] = mean === undefined ? [percent, "–"] : [signed, " … "];
  const said = write(share ?? mean);
  return { n, total, share: said, tone: said, low: write(low), high: write(high), interval: write(low) + to + write(high) };
}

const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

const shorten = (text, width = 80) => text.length <= width ? text : text.slice(0, width - 1).trimEnd() + "…";

function actorName(k, width) {
  const [id, arabic, english] = actors[k];
  return shorten((lang === "ar" ? arabic || english : english || arabic) || id, width);
}

function nameOf(key, value) {
  if (key === "actor") return data.actorNumber.has(value) ? actorName(data.actorNumber.get(value)) : value;
  if (key === "topic") return topics[data.names.topic.indexOf(value)]?.[1] ?? value;
  if (key === "tone" || key === "kind") return t(`${key} ${value}`);
  if (value === "keep") return t(key + " kept");
  return value.trim() ? shorten(value) : t("unknown");
}

// The same as cells of a table.
function cellsOf(one) {
  const { share, interval } = inWords(one);
  return [share, interval];
}

// Colours of tone: seven steps from −0.6 to 0.6, as classes. Grey is what cannot be told apart from zero.
const toneClass = ({ mean, low, high }) => "tone" + (low > 0 || high < 0 ? max(-3, min(3, round(mean / 0.2))) : 0);

function svg(kind, width, height, label, ...inside) {
  const viewBox = `0 0 ${round(width)} ${round(height)}`;
  return tag("svg." + kind, { width, height, viewBox, role: "group", "aria-label": label }, inside);
}

const text = (x, y, anchor, words, kind = "text.tick", more = {}) => tag(kind, { x, y, "text-anchor": anchor, ...more }, esc(words));

const rule = (x1, y1, x2, y2) => tag("line.rule", { x1, y1, x2, y2 });

function meter(height, inside) {
  return tag("svg.meter", { viewBox: `0 0 100 ${height}`, preserveAspectRatio: "none", "aria-hidden": true }, inside);
}

const isChosen = (k) => state.actor.includes(actors[k][0]);

// What makes an element a mark that filters: by mouse, and by keyboard where it is a button.
function pick(key, value, label, pressed) {
  return { "data-pick": key, "data-value": value, "data-hover": `${key}:${value}`, "aria-label": label, title: label, "aria-pressed": pressed };
}

// A mark of an actor, and of what leads to the articles that name it.
const pickActor = (k, label) => pick("actor", actors[k][0], label, isChosen(k));

// A mark in a drawing.
function mark(kind, { title, ...picked }, ...inside) {
  const name = kind + (picked["aria-pressed"] ? ".chosen" : "");
  return tag(name, { role: "button", tabindex: -1, ...picked }, tag("title", esc(title)), inside);
}

// A table that stands behind a view; it stays as open as it was. `first` draws what the first column holds.
function table(key, heads, rows, first = esc) {
  const head = heads.map((name) => tag("th", { scope: "col" }, t(name)));
  const body = rows.map((row) => tag("tr", row.map((cell, k) => tag("td", { dir: "auto" }, (k ? esc : first)(cell)))));
  const inside = tag("table", tag("thead", tag("tr", head)), tag("tbody", body));
  const open = opened.has(key) ? "" : undefined;
  return tag("details.table", { "data-details": key, open }, tag("summary", { "data-summary": key }, t("table")), scroller(t("table"), inside));
}

// Puts boxes onto a page as wide as it is: as many as there is room for, none of which covers another.
function lay(all, width, height) {
  let room = width * height * 0.66;
  const boxes = all.filter((box) => (room -= box.w * box.h) > 0);
  for (const [axis, size, edge] of [["x", width - 80, 40], ["y", height - 60, 30]]) {
    const places = boxes.map((box) => box[axis]);
    const low = min(...places);
    const scale = size / (max(...places) - low || 1);
    for (const box of boxes) box[axis] = scale * (box[axis] - low) + edge;
  }
  return spread(boxes, width, height);
}

// Pushes boxes apart until none covers another, within a page.
function spread(boxes, width, height) {
  const overlap = (one, other, axis, size) => (one[size] + other[size]) / 2 - abs(one[axis] - other[axis]);
  for (let turn = 0, moved = true; moved && turn < 99; turn++) {
    moved = false;
    boxes.forEach((one, i) => {
      for (const other of boxes.slice(i + 1)) {
        const [overX, overY] = [overlap(one, other, "x", "w"), overlap(one, other, "y", "h")];
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        // The shorter way, and now and then the other one, so that none is held between an edge and a neighbour.
        const along = overX / (one.w + other.w) < overY / (one.h + other.h) === turn % 6 < 5 ? "x" : "y";
        const push = ((along === "x" ? overX : overY) / 2 + 1) * (one[along] < other[along] ? -1 : 1);
        one[along] += push;
        other[along] -= push;
      }
    });
    for (const box of boxes) {
      box.x = min(max(box.x, box.w / 2 + 2), width - box.w / 2 - 2);
      box.y = min(max(box.y, box.h / 2 + 2), height - box.h / 2 - 2);
    }
  }
  return boxes;
}
