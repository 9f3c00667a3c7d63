// The core: decodes the payload, filters it and counts. It touches no page.
//
// Every number here is that of a measure of the package, over `corpus.where(...)` of the same state: attention,
// comentions, sentiment and topic_shares. See explore/measures/intervals.py for the intervals.

const { abs, floor, max, min, round, sqrt } = Math;
const UNDATED = -2147483648;
const NONE = 65535; // a sentence without a tone
const DAY = 86400000;
const TYPES = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array, f8: Float64Array };
const Z = 1.959963984540054;
// What an article fails, one bit a condition; the bit of a facet is left out to count that facet.
const FAILS = { time: 1, outlet: 2, section: 4, topic: 8, sentence: 16, tone: 32, out: 64 };

// The payload: its header, and the arrays that its loops read: of articles, sentences, mentions and topics of articles.
let data;
let actors, topics, a_day, a_outlet, a_story, s_tone, s_boilerplate, m_actor, m_boilerplate, t_topic, tones;
// Where the sentences and the topics of each article begin, and the mentions of each sentence; and whose they are.
let a_s, a_t, s_m, s_article, m_sentence;
const hits = new Map(); // by words: the sentences that have them

const flags = (n) => new Uint8Array(n);

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function decode(bytes) {
  const raw = await inflate(bytes);
  let at = 4 + new DataView(raw.buffer).getUint32(0, true);
  data = JSON.parse(new TextDecoder().decode(raw.subarray(4, at)));
  for (const [name, type, n] of data.arrays) {
    data[name] = new TYPES[type](n);
    const plain = new Uint8Array(data[name].buffer);
    const width = plain.length / n;
    for (let plane = 0; plane < width; plane++) for (let i = plane; i < plain.length; i += width) plain[i] = raw[at++];
  }
  ({ actors, topics, a_day, a_outlet, a_story, s_tone, s_boilerplate, m_actor, m_boilerplate, t_topic, tones } = data);
  [a_s, a_t, s_m] = [data.a_sentences, data.a_topics, data.s_mentions].map((counts) => {
    const begins = new Uint32Array(counts.length + 1);
    counts.forEach((n, i) => begins[i + 1] = begins[i] + n);
    return begins;
  });
  data.n = a_day.length;
  [s_article, m_sentence] = [a_s, s_m].map((begins) => {
    const whose = new Uint32Array(begins.at(-1));
    begins.forEach((begin, i) => whose.fill(i, begin, begins[i + 1]));
    return whose;
  });
  // Articles by story, so that those of a story come one after the other; by time within it.
  data.byStory = a_day.map((_, a) => a).sort((a, b) => a_story[a] - a_story[b] || a - b);
  data.actorNumber = new Map(actors.map(([id], k) => [id, k]));
  data.names = { outlet: data.outlets, section: data.sections, topic: topics.map(([topic]) => String(topic)), tone: ["-1", "0", "1"] };
}

function fold(text) {
  let folded = "";
  for (const char of text) folded += data.fold[char] ?? char;
  return folded;
}

// Patterns of the words of a search, as explore.filters.word_patterns makes them.
function wordPatterns(words) {
  const parts = fold(words).match(/[\p{L}\p{N}_]+/gu) || [];
  const [before, after] = data.words[+/"/.test(words)];
  return parts.map((part) => new RegExp(before + part.replace(/^ال/, data.article) + after, "u"));
}

// ---- filter ----

const dayOf = (text) => floor(Date.parse(text + "T00:00:00Z") / DAY);

function each(from, to, give) {
  for (let i = from; i < to; i++) give(i);
}

// The values of an article, by facet: the number of each is given to a function. Tones are those of sentences asked for.
const VALUES = {
  outlet: (a, give) => give(a_outlet[a]),
  section: (a, give) => give(data.a_section[a]),
  topic: (a, give) => each(a_t[a], a_t[a + 1], (t) => give(t_topic[t])),
  tone: (a, give, view) => scored(view, a, 3, (s) => give(data.tone_class[s_tone[s]])),
};

// Whether a state asks for a sentence: one that meets its conditions (2), or all but the tone (3); or all content.
const asks = (view, s, bits) => view.marks ? view.marks[s] & bits : view.boilerplate || !s_boilerplate[s];

function scored(view, a, bits, give) {
  for (let s = a_s[a]; s < a_s[a + 1]; s++) if (s_tone[s] !== NONE && asks(view, s, bits)) give(s);
}

function checkArticles(state, fails) {
  const [since, until] = [state.since ? dayOf(state.since) : -Infinity, state.until ? dayOf(state.until) : Infinity];
  if (state.since || state.until) {
    a_day.forEach((day, a) => {
      if (day === UNDATED || day < since || day >= until) fails[a] |= FAILS.time;
    });
  }
  for (const key of ["outlet", "section", "topic"]) {
    const [wanted, out] = [state[key], state["-" + key]];
    if (!wanted.length && !out.length) continue;
    const marks = data.names[key].map((name) => out.includes(name) ? -1 : wanted.includes(name) ? 1 : 0);
    for (let a = 0; a < data.n; a++) {
      let inside = !wanted.length;
      VALUES[key](a, (value) => {
        if (marks[value] > 0) inside = true;
        else if (marks[value] < 0) fails[a] |= FAILS.out;
      });
      if (!inside) fails[a] |= FAILS[key];
    }
  }
}

// Marks each sentence: 1 it names the actors and has the words, 2 it also has the tone. Returns null without conditions.
function checkSentences(state, fails) {
  const { actor, tone, words, boilerplate } = state;
  const [who, where] = [m_actor, m_sentence];
  const named = flags(s_tone.length);
  const [wanted, sought] = [flags(actors.length), flags(actors.length)];
  for (const id of [...actor, ...state["-actor"]]) sought[data.actorNumber.get(id)] = 1; // one who is not known changes nothing
  for (const id of actor) wanted[data.actorNumber.get(id)]++;
  for (let m = 0; m < who.length; m++) {
    if (!sought[who[m]] || (!boilerplate && (m_boilerplate[m] || s_boilerplate[where[m]]))) continue;
    named[where[m]] += wanted[who[m]];
    if (state["-actor"].includes(actors[who[m]][0])) fails[s_article[where[m]]] |= FAILS.out;
  }
  if (![actor, tone, words].some((condition) => condition.length)) return null;
  const found = words && (hits.get(words) || []);
  const toned = Uint8Array.from(data.tone_class, (kind) => !tone.length || tone.includes(data.names.tone[kind]) ? 3 : 1);
  const met = flags(data.n);
  for (let s = 0; s < named.length; s++) {
    if (named[s] < actor.length || (words && !found[s]) || (s_boilerplate[s] && !boilerplate)) named[s] = 0;
    else named[s] = s_tone[s] === NONE ? (tone.length ? 1 : 3) : toned[s_tone[s]];
    met[s_article[s]] |= named[s];
  }
  met.forEach((bits, a) => fails[a] |= (bits & 2 ? 0 : FAILS.sentence) | (bits & 1 ? 0 : FAILS.tone));
  return named;
}

// Returns a state's view: what each article fails, the sentences asked for, and the articles that count.
function select(state) {
  const fails = flags(data.n);
  checkArticles(state, fails);
  const marks = checkSentences(state, fails);
  const view = { ...state, fails, marks };
  return { ...view, articles: counted(view, (fail) => passes(fail)) };
}

// Whether an article passes all conditions but those of one facet. Without the tone, its sentences count by `tone`.
const passes = (fail, facet) => !(fail & ~(facet === "tone" ? FAILS.sentence : FAILS.tone | FAILS[facet]));

// Returns the articles that count, by story: of each story the first one, unless copies are kept. `inside` chooses.
function counted(view, inside) {
  let story = -1;
  return data.byStory.filter((a) => {
    if (!inside(view.fails[a]) || (!view.copies && a_story[a] === story)) return false;
    story = a_story[a];
    return true;
  });
}

// ---- intervals ----

function wilson(share, n) {
  if (!(n > 0)) return [NaN, NaN];
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = sqrt((share * (1 - share) * z2) / n + (z2 / n) ** 2 / 4) / (1 + z2 / n);
  return [max(middle - half, 0), min(middle + half, 1)];
}

function standardError(ratio, sums) {
  let squares = sums.tt - 2 * ratio * sums.tb + ratio * ratio * sums.bb;
  if (squares <= 1e-12 * (sums.tt + ratio * ratio * sums.bb)) squares = 0;
  return sums.k > 1 ? sqrt((sums.k / (sums.k - 1)) * squares) / sums.b : NaN;
}

// Sums over stories: k of them, t what is counted, b out of how much, and their squares and products; of the story that
// was added to last, what was counted in it.
const noSums = () => ({ n: 0, k: 0, t: 0, b: 0, tt: 0, tb: 0, bb: 0, story: -1, ownT: 0, ownB: 0 });

// Adds to a story; what belongs to one story comes one after the other.
function add(sums, story, t, b) {
  if (sums.story !== story) {
    sums.story = story;
    sums.k++;
    sums.ownT = sums.ownB = 0;
  }
  sums.tt += t * (t + 2 * sums.ownT);
  sums.tb += t * (b + sums.ownB) + b * sums.ownT;
  sums.bb += b * (b + 2 * sums.ownB);
  sums.t += t;
  sums.b += b;
  sums.ownT += t;
  sums.ownB += b;
}

function shareOf(sums) {
  const share = sums.b ? sums.t / sums.b : NaN;
  const error = standardError(share, sums);
  const worth = error > 0 ? min((share * (1 - share)) / (error * error), sums.k) : sums.k;
  const [low, high] = wilson(share, worth);
  return { n: sums.t, total: sums.b, share, low, high };
}

// The 97.5 % quantile of Student's t: exact for few degrees of freedom, else Fisher and Cornish's expansion (1960).
function studentT(n) {
  const w = Z * Z;
  const terms = [(w + 1) / (4 * n), ((5 * w + 16) * w + 3) / (96 * n ** 2), (((3 * w + 19) * w + 17) * w - 15) / (384 * n ** 3)];
  return data.student[n] || terms.reduce((sum, term) => sum + Z * term, Z);
}

function meanOf(sums) {
  const mean = sums.b ? sums.t / sums.b : NaN;
  const error = standardError(mean, sums);
  const reach = error * studentT(max(sums.k - 1, 1));
  let [low, high] = wilson((mean + 1) / 2, sums.k).map((end) => 2 * end - 1);
  if (error > 0 && 2 * reach < high - low) [low, high] = [max(mean - reach, -1), min(mean + reach, 1)];
  return { n: sums.b, stories: sums.k, mean, low, high };
}

// The interval of a difference of two shares (Newcombe, 1998, method 10).
function difference(one, other) {
  const gap = one.share - other.share;
  const low = gap - Math.hypot(one.share - one.low, other.high - other.share);
  return { gap, low, high: gap + Math.hypot(one.high - one.share, other.share - other.low) };
}

// ---- measures ----

// Counts articles by the values that `values` gives for each, by weight if it gives one: n, and the share of each value.
// A story counts once in a value, unless copies are kept.
function countBy(view, size, values) {
  const [n, nn, nb, inStory, seen, last] = [0, 0, 0, 0, -1, -1].map((begin) => new Float64Array(size).fill(begin));
  const sizes = new Uint32Array(data.n + 1); // of stories
  const total = noSums();
  let [story, once] = [0, 0];
  const give = (k, weight = 1) => {
    if (seen[k] === once) return;
    seen[k] = once;
    if (last[k] !== story) inStory[k] = 0;
    last[k] = story;
    n[k] += weight;
    nn[k] += weight * (weight + 2 * inStory[k]);
    nb[k] += weight * sizes[story];
    inStory[k] += weight;
  };
  for (const a of view.articles) {
    sizes[a_story[a]]++;
    add(total, a_story[a], 0, 1);
  }
  for (const a of view.articles) {
    story = a_story[a];
    once = view.copies ? a : story;
    values(a, give, view);
  }
  return { n, share: (k) => shareOf({ ...total, t: n[k], tt: nn[k], tb: nb[k] }) };
}

// Returns the number of articles by value of a facet.
function countFacet(view, key) {
  const articles = data.byStory.filter((a) => passes(view.fails[a], key));
  return countBy({ ...view, articles }, data.names[key].length, VALUES[key]).n;
}

// Counts the articles that name each actor, or each of some.
function countActors(view, some) {
  const left = flags(actors.length).fill(some ? 1 : 0); // out
  for (const k of some || []) left[k] = 0;
  const [who, { boilerplate }] = [m_actor, view];
  return countBy(view, actors.length, (a, give) => {
    for (let m = s_m[a_s[a]], end = s_m[a_s[a + 1]]; m < end; m++) {
      if (!left[who[m]] && (boilerplate || !m_boilerplate[m])) give(who[m]);
    }
  });
}

// Returns the share of each topic, weighted by how much of an article it takes.
function countTopics(view) {
  return countBy(view, topics.length, (a, give) =>
    each(a_t[a], a_t[a + 1], (t) => give(t_topic[t], data.weights[data.t_weight[t]])),
  );
}

// Counts sentences by those of some actors whom they name: n and mean tone of each, by its place among them; and if
// `paired` the ties of each two. `wanted` chooses among the sentences of the articles; units are those that name anyone.
function countNamed(view, some, wanted, paired) {
  const place = new Int32Array(actors.length).fill(-1);
  some.forEach((actor, i) => place[actor] = i);
  const n = new Uint32Array(some.length);
  const [sums, pairs, inside] = [[], [], []];
  let units = 0;
  const score = (found, key, s) => {
    const own = (found[key] ||= noSums());
    own.n++;
    if (s_tone[s] !== NONE) add(own, a_story[s_article[s]], tones[s_tone[s]], 1);
  };
  for (const a of view.articles) {
    for (let s = a_s[a]; s < a_s[a + 1]; s++) {
      if (!wanted(s)) continue;
      let any = 0;
      inside.length = 0;
      for (let m = s_m[s]; m < s_m[s + 1]; m++) {
        if (m_boilerplate[m] && !view.boilerplate) continue;
        any = 1;
        if (place[m_actor[m]] >= 0) inside.push(place[m_actor[m]]);
      }
      units += any;
      for (const i of inside) {
        n[i]++;
        if (!paired) score(sums, i, s);
        else for (const j of inside) if (i < j) score(pairs, i * some.length + j, s);
      }
    }
  }
  const ties = pairs.flatMap((pair, key) => {
    const ends = [floor(key / some.length), key % some.length];
    const [nA, nB] = ends.map((i) => n[i]);
    const npmi = pair.n === units ? 1 : Math.log((pair.n * units) / (nA * nB)) / -Math.log(pair.n / units);
    return { ends: ends.map((i) => some[i]), n: pair.n, nA, nB, npmi: min(max(npmi, -1), 1), tone: meanOf(pair) };
  });
  ties.sort((a, b) => b.n - a.n || a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1]);
  return { n, units, ties, tone: (i) => meanOf(sums[i] || noSums()) };
}

const countTies = (view, some) => countNamed(view, some, () => true, true);

// Returns n and mean tone of the sentences of content that name each of some actors.
function tonesOf(view, some) {
  const content = { ...view, marks: null };
  return countNamed(view, some, (s) => asks(content, s));
}

// Returns n and mean tone of the sentences that a state asks for and that name each actor.
const countTogether = (view) => countNamed(view, [...actors.keys()], (s) => view.marks[s] & 2);

// Returns the actors by the numbers `n`, the greatest first: `kinds` chooses among them, `first` come before all.
function rankActors(counts, kinds, first, limit, n = counts.n) {
  const left = n.map((times, k) => kinds.length && !kinds.includes(actors[k][3]) ? 0 : times);
  for (const k of first) left[k] = 0;
  const least = left.filter(Boolean).sort().at(-limit) || 1; // only those are sorted that can be among the first
  const rest = [...actors.keys()].filter((k) => left[k] >= least);
  rest.sort((a, b) => n[b] - n[a] || counts.n[b] - counts.n[a] || (actors[a][0] < actors[b][0] ? -1 : 1));
  return [...first, ...rest].slice(0, limit);
}

// ---- time ----

// The first day of the period that holds a day (a day, a week from Monday, or a month), or of the one `later` by 1.
function periodOf(day, per, later = 0) {
  if (per === "day") return day + later;
  if (per === "week") return day - ((((day + 3) % 7) + 7) % 7) + 7 * later;
  const moment = new Date(day * DAY);
  return Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + later, 1) / DAY;
}

// Returns one row a period: articles by outlet, the share of those that a state's sentences choose, their mean tone.
function overTime(view, per) {
  const rows = new Map();
  for (const a of data.byStory) {
    if (a_day[a] === UNDATED || !passes(view.fails[a] & ~FAILS.time, "sentence")) continue;
    const start = periodOf(a_day[a], per);
    if (!rows.has(start)) {
      const [byOutlet, seen] = [0, -1].map((begin) => new Float64Array(data.outlets.length).fill(begin));
      rows.set(start, { start, n: 0, byOutlet, seen, share: noSums(), tone: noSums(), counted: -1, scored: -1 });
    }
    const row = rows.get(start);
    const story = a_story[a];
    const once = view.copies ? a : story; // counts once: in the period, of an outlet in it, and for its tone
    const inside = passes(view.fails[a], "time");
    if (row.counted !== once) add(row.share, story, inside ? 1 : 0, 1);
    row.counted = once;
    if (!inside) continue;
    const isNew = row.seen[a_outlet[a]] === once ? 0 : 1;
    row.n += isNew;
    row.byOutlet[a_outlet[a]] += isNew;
    row.seen[a_outlet[a]] = once;
    if (row.scored !== once) scored(view, a, 2, (s) => add(row.tone, story, tones[s_tone[s]], 1));
    row.scored = once;
  }
  const found = [...rows.values()].sort((a, b) => a.start - b.start);
  return found.map((row) => ({ ...row, share: shareOf(row.share), tone: meanOf(row.tone) }));
}

// Returns the sentences to read, in an order of articles: those that the state asks for, or all content.
function sentencesOf(view, order = a_day.keys()) {
  const [found, inside] = [[], new Set(view.articles)];
  for (const a of order) {
    if (inside.has(a)) each(a_s[a], a_s[a + 1], (s) => asks(view, s, 2) && found.push(s));
  }
  return found;
}
