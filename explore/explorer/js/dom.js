// Small tools of the page: text made safe, numbers and days in words, colours of tones.

function esc(text) {
  return String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

// A name inside longer text keeps its own direction.
function bdi(text) {
  return `<bdi>${esc(text)}</bdi>`;
}

function ltr(text) {
  return `<bdi dir="ltr">${esc(text)}</bdi>`;
}

const FORMATS = new Map();

// Formats are costly to make, so each is made once.
function format(make, ...options) {
  const key = make.name + JSON.stringify(options);
  if (!FORMATS.has(key)) FORMATS.set(key, new make(...options));
  return FORMATS.get(key);
}

function number(app, value) {
  return format(Intl.NumberFormat, "en", { maximumFractionDigits: 0 }).format(value);
}

function percent(share) {
  if (!(share >= 0)) return "–";
  const value = share * 100;
  return (value > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)) + "%";
}

function signed(value, digits) {
  if (Number.isNaN(value)) return "–";
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && +text ? "−" : +text ? "+" : "") + text;
}

function isoDay(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function dayName(app, day, per) {
  const options = { year: "numeric", timeZone: "UTC" };
  if (per !== "year") options.month = "short";
  if (per === "day" || per === "week") options.day = "numeric";
  return format(Intl.DateTimeFormat, app.lang === "ar" ? "ar-u-nu-latn" : "en-GB", options).format(day * DAY);
}

const LONG = 80; // letters of a name that are shown

function actorName(app, k) {
  const [id, arabic, english] = app.data.actors[k];
  return shorten((app.lang === "ar" ? arabic || english : english || arabic) || id, LONG);
}

function nameOf(app, key, value) {
  if (key === "actor") return app.data.actorNumber.has(value) ? actorName(app, app.data.actorNumber.get(value)) : value;
  if (key === "topic") return app.data.topicNumber.has(+value) ? app.data.topics[app.data.topicNumber.get(+value)][1] : value;
  if (key === "tone") return app.t("tone " + value);
  if (key === "kind") return app.t("kind " + value);
  if (key === "copies" || key === "boilerplate") return app.t(key + " kept");
  return value.trim() === "" ? app.t("unknown") : shorten(value, LONG);
}

// Colours of tone: seven steps from −0.6 to 0.6, as classes.
// Grey is what cannot be told apart from zero.
function toneClass({ mean, low, high }) {
  if (!(low > 0 || high < 0)) return "tone0";
  return Number.isNaN(mean) ? "tone-none" : "tone" + Math.max(-3, Math.min(3, Math.round(mean / 0.2)));
}

function svg(width, height, label, inside, kind) {
  return `<svg class="${kind || ""}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${esc(label)}">${inside}</svg>`;
}

// A mark that can be clicked, or reached and pressed by keyboard.
function pick(key, value, label, pressed) {
  const state = pressed === undefined ? "" : ` aria-pressed="${pressed}"`;
  return `data-pick="${esc(key)}" data-value="${esc(value)}" data-hover="${esc(key + ":" + value)}" aria-label="${esc(label)}"${state}`;
}

// A table that stands behind a view.
function tableOf(app, heads, rows, open) {
  const head = heads.map((name) => `<th scope="col">${esc(name)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td dir="auto">${esc(cell)}</td>`).join("")}</tr>`).join("");
  return `<details class="table"${open ? " open" : ""}><summary>${app.t("table")}</summary><div class="scroll" tabindex="0" role="group" aria-label="${app.t("table")}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

// Brings the places of boxes onto a page, as wide as it is.
function fit(boxes, width, height) {
  for (const [axis, size] of [["x", width - 80], ["y", height - 60]]) {
    const [low, high] = [Math.min(...boxes.map((box) => box[axis])), Math.max(...boxes.map((box) => box[axis]))];
    for (const box of boxes) box[axis] = (size * (box[axis] - low)) / (high - low || 1) + (axis === "x" ? 40 : 30);
  }
}

// Leaves out the last boxes where there are more than a page holds.
function roomy(width, height, boxes) {
  let room = width * height * 0.66;
  return boxes.filter((box) => (room -= box.w * box.h) > 0);
}

// Pushes boxes apart until none covers another, within a page.
function spread(boxes, width, height) {
  for (let round = 0; round < 150; round++) {
    let moved = false;
    for (let i = 0; i < boxes.length; i++) {
      for (let j = i + 1; j < boxes.length; j++) {
        const [one, other] = [boxes[i], boxes[j]];
        const overX = (one.w + other.w) / 2 - Math.abs(one.x - other.x);
        const overY = (one.h + other.h) / 2 - Math.abs(one.y - other.y);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const along = overX / (one.w + other.w) < overY / (one.h + other.h) ? "x" : "y";
        const push = ((along === "x" ? overX : overY) / 2 + 0.5) * (one[along] < other[along] ? -1 : 1);
        one[along] += push;
        other[along] -= push;
      }
    }
    for (const box of boxes) {
      box.x = Math.min(Math.max(box.x, box.w / 2 + 2), width - box.w / 2 - 2);
      box.y = Math.min(Math.max(box.y, box.h / 2 + 2), height - box.h / 2 - 2);
    }
    if (!moved) break;
  }
}

function shorten(text, width) {
  return text.length <= width ? text : text.slice(0, width - 1).trimEnd() + "…";
}
