// The core: decodes the payload, filters it and counts. It touches no page.
//
// Every number here is that of a measure of the package, over `corpus.where(...)` of the same state: attention,
// comentions, sentiment and topic_shares. See explore/measures/intervals.py for the intervals.

const UNDATED = -2147483648;
const NONE = 65535;
const DAY = 86400000;
const TYPES = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array, f8: Float64Array };
const Z = 1.959963984540054;
// What an article fails, one bit a condition; the bit of a facet is left out to count that facet.
const FAILS = { time: 1, outlet: 2, section: 4, topic: 8, sentence: 16, tone: 32, out: 64 };

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Returns the data of a payload: its header, and its arrays by name.
async function decode(bytes) {
  const raw = await inflate(bytes);
  const length = new DataView(raw.buffer).getUint32(0, true);
  const data = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length)));
  let at = 4 + length;
  for (const [name, type, n] of data.arrays) {
    const values = new TYPES[type](n);
    const plain = new Uint8Array(values.buffer);
    const width = values.BYTES_PER_ELEMENT;
    for (let plane = 0; plane < width; plane++) {
      for (let i = 0; i < n; i++) plain[i * width + plane] = raw[at++];
    }
    data[name] = values;
  }
  return index(data);
}

function starts(counts) {
  const at = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) at[i + 1] = at[i] + counts[i];
  return at;
}

function index(data) {
  data.n = data.a_day.length;
  data.nActors = data.actors.length;
  data.a_s = starts(data.a_sentences);
  data.a_t = starts(data.a_topics);
  data.s_m = starts(data.s_mentions);
  data.nSentences = data.s_tone.length;
  data.s_article = new Uint32Array(data.nSentences);
  for (let a = 0; a < data.n; a++) data.s_article.fill(a, data.a_s[a], data.a_s[a + 1]);
  // Articles by story, so that sums over a story are ready when the next begins; by time within it.
  data.byStory = Uint32Array.from({ length: data.n }, (_, a) => a);
  data.byStory.sort((a, b) => data.a_story[a] - data.a_story[b] || a - b);
  data.nStories = data.a_story.reduce((most, story) => Math.max(most, story + 1), 0);
  data.actorNumber = new Map(data.actors.map((actor, k) => [actor[0], k]));
  data.topicNumber = new Map(data.topics.map((topic, k) => [topic[0], k]));
  data.foldMap = new Map(Object.entries(data.fold));
  return data;
}

function fold(data, text) {
  let folded = "";
  for (const char of text) folded += data.foldMap.has(char) ? data.foldMap.get(char) : char;
  return folded;
}

// Patterns of the words of a search, as explore.filters.word_patterns makes them.
function wordPatterns(data, words) {
  const parts = fold(data, words).match(/[\p{L}\p{N}_]+/gu) || [];
  const inside = "[\\p{L}\\p{N}_]";
  return parts.map((part) => new RegExp(`(?<!${inside})${data.beforeNoun}${part}`, "u"));
}

// ---- filter ----

function dayOf(text) {
  return Math.floor(Date.parse(text + (text.length === 10 ? "T00:00:00Z" : "")) / DAY);
}

function codes(names, wanted) {
  const set = new Uint8Array(names.length);
  for (const name of wanted) if (names.indexOf(name) >= 0) set[names.indexOf(name)] = 1;
  return set;
}

function checkArticles(data, state, fails) {
  const since = state.since ? dayOf(state.since) : null;
  const until = state.until ? dayOf(state.until) : null;
  if (since !== null || until !== null) {
    for (let a = 0; a < data.n; a++) {
      const day = data.a_day[a];
      if (day === UNDATED || (since !== null && day < since) || (until !== null && day >= until)) fails[a] |= FAILS.time;
    }
  }
  for (const key of ["outlet", "section"]) {
    const values = data["a_" + key];
    const [wanted, out] = [codes(data[key + "s"], state[key]), codes(data[key + "s"], state["-" + key])];
    for (let a = 0; a < data.n; a++) {
      if (state[key].length && !wanted[values[a]]) fails[a] |= FAILS[key];
      if (out[values[a]]) fails[a] |= FAILS.out;
    }
  }
}

function checkTopics(data, state, fails) {
  if (!state.topic.length && !state["-topic"].length) return;
  const marks = new Int8Array(data.topics.length);
  for (const topic of state.topic) marks[data.topicNumber.get(+topic)] = 1;
  for (const topic of state["-topic"]) marks[data.topicNumber.get(+topic)] = -1;
  for (let a = 0; a < data.n; a++) {
    let inside = false;
    for (let t = data.a_t[a]; t < data.a_t[a + 1]; t++) {
      if (marks[data.t_topic[t]] > 0) inside = true;
      else if (marks[data.t_topic[t]] < 0) fails[a] |= FAILS.out;
    }
    if (state.topic.length && !inside) fails[a] |= FAILS.topic;
  }
}

// The sentences of each actor, one after the other, and whether the name (1) or the sentence (2) is boilerplate; made
// when first asked for.
function postings(data) {
  if (data.postings) return data.postings;
  const counts = new Uint32Array(data.nActors);
  for (const k of data.m_actor) counts[k]++;
  const at = starts(counts);
  const sentence = new Uint32Array(data.m_actor.length);
  const boilerplate = new Uint8Array(sentence.length);
  const next = at.slice();
  for (let s = 0; s < data.nSentences; s++) {
    for (let m = data.s_m[s]; m < data.s_m[s + 1]; m++) {
      const place = next[data.m_actor[m]]++;
      sentence[place] = s;
      boilerplate[place] = data.m_boilerplate[m] + 2 * data.s_boilerplate[s];
    }
  }
  data.postings = { at, sentence, boilerplate };
  return data.postings;
}

// Calls `each` with every sentence of content that names an actor.
function sentencesNaming(data, id, keep, each) {
  const k = data.actorNumber.get(id);
  if (k === undefined) return;
  const { at, sentence, boilerplate } = postings(data);
  for (let i = at[k]; i < at[k + 1]; i++) if (keep || !boilerplate[i]) each(sentence[i]);
}

// Marks each sentence: 1 it names the actors and has the words, 2 it also has the tone. Returns null without conditions.
function checkSentences(data, state, fails, hits) {
  const keep = state.boilerplate === "keep";
  for (const id of state["-actor"]) sentencesNaming(data, id, keep, (s) => (fails[data.s_article[s]] |= FAILS.out));
  const need = state.actor.length;
  const tones = [-1, 0, 1].map((tone) => state.tone.includes(String(tone)));
  if (!need && !state.tone.length && !hits) return null;
  const named = new Uint8Array(data.nSentences);
  for (const id of state.actor) sentencesNaming(data, id, keep, (s) => named[s]++);
  const marks = new Uint8Array(data.nSentences);
  const met = new Uint8Array(data.n);
  for (let s = 0; s < marks.length; s++) {
    if (named[s] < need || (hits && !hits[s]) || (data.s_boilerplate[s] && !keep)) continue;
    marks[s] = !state.tone.length || (data.s_tone[s] !== NONE && tones[data.tone_class[data.s_tone[s]]]) ? 3 : 1;
    met[data.s_article[s]] |= marks[s];
  }
  for (let a = 0; a < data.n; a++) {
    if (!(met[a] & 2)) fails[a] |= FAILS.sentence;
    if (!(met[a] & 1)) fails[a] |= FAILS.tone;
  }
  return marks;
}

// Returns what the articles of a state fail, and the sentences that it asks for. `hits`: sentences with its words.
function filter(data, state, hits) {
  const fails = new Uint8Array(data.n);
  checkArticles(data, state, fails);
  checkTopics(data, state, fails);
  const marks = checkSentences(data, state, fails, state.words ? hits || new Uint8Array(data.nSentences) : null);
  return { fails, marks, keep: state.copies === "keep", boilerplate: state.boilerplate === "keep" };
}

// Whether an article passes all conditions but those of one facet. Without the tone, its sentences count by `tone`.
function passes(fail, facet) {
  if (!facet) return !(fail & ~FAILS.tone);
  if (facet === "tone") return !(fail & ~FAILS.sentence);
  if (facet === "sentence") return !(fail & ~(FAILS.sentence | FAILS.tone));
  return !(fail & ~FAILS.tone & ~FAILS[facet]);
}

// Returns the articles that count, by story: of each story the first one, unless copies are kept. `inside` chooses.
function counted(data, view, inside) {
  const found = [];
  let story = -1;
  for (const a of data.byStory) {
    if (!inside(a) || (!view.keep && data.a_story[a] === story)) continue;
    story = data.a_story[a];
    found.push(a);
  }
  return found;
}

function inState(view, facet) {
  return (a) => passes(view.fails[a], facet);
}

// Returns n articles by value of a facet; a story counts once in each value.
function facetCounts(data, view, values, size, facet) {
  const counts = new Uint32Array(size);
  const last = new Int32Array(size).fill(-1);
  for (const a of data.byStory) {
    if (!passes(view.fails[a], facet)) continue;
    for (const value of values(a)) {
      if (!view.keep && last[value] === data.a_story[a]) continue;
      last[value] = data.a_story[a];
      counts[value]++;
    }
  }
  return counts;
}

function toneValues(data, view) {
  return (a) => {
    let seen = 0;
    for (let s = data.a_s[a]; s < data.a_s[a + 1]; s++) {
      if (view.marks ? !view.marks[s] : data.s_boilerplate[s] && !view.boilerplate) continue;
      if (data.s_tone[s] !== NONE) seen |= 1 << data.tone_class[data.s_tone[s]];
    }
    return [0, 1, 2].filter((k) => seen & (1 << k));
  };
}

function topicValues(data) {
  return (a) => data.t_topic.subarray(data.a_t[a], data.a_t[a + 1]);
}

// ---- intervals ----

function wilson(share, n) {
  if (!(n > 0)) return [NaN, NaN];
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt((share * (1 - share) * z2) / n + (z2 / n) ** 2 / 4) / (1 + z2 / n);
  const clip = (value) => Math.min(Math.max(value, 0), 1);
  return [clip(middle - half), clip(middle + half)];
}

function standardError(ratio, sums) {
  let squares = sums.tt - 2 * ratio * sums.tb + ratio * ratio * sums.bb;
  if (squares <= 1e-12 * (sums.tt + ratio * ratio * sums.bb)) squares = 0;
  return sums.k > 1 ? Math.sqrt((sums.k / (sums.k - 1)) * squares) / sums.b : NaN;
}

// Sums over stories: k of them, t what is counted, b out of how much, and their squares and products.
function noSums() {
  return { k: 0, t: 0, b: 0, tt: 0, tb: 0, bb: 0 };
}

function addStory(sums, t, b) {
  sums.k++;
  sums.t += t;
  sums.b += b;
  sums.tt += t * t;
  sums.tb += t * b;
  sums.bb += b * b;
}

function shareOf(sums) {
  const share = sums.b ? sums.t / sums.b : NaN;
  const error = standardError(share, sums);
  const worth = error > 0 ? Math.min((share * (1 - share)) / (error * error), sums.k) : sums.k;
  const [low, high] = wilson(share, worth);
  return { n: sums.t, total: sums.b, share, low, high };
}

// The 97.5 % quantile of Student's t: exact for few degrees of freedom, else Fisher and Cornish's expansion (1960).
function studentT(data, freedom) {
  if (freedom < data.student.length) return data.student[freedom];
  const z = Z;
  const [n, n2] = [freedom, freedom * freedom];
  return (
    z + (z ** 3 + z) / (4 * n) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n2 * n)
  );
}

function meanOf(data, sums) {
  const mean = sums.b ? sums.t / sums.b : NaN;
  const error = standardError(mean, sums);
  const reach = error * studentT(data, Math.max(sums.k - 1, 1));
  let [low, high] = wilson((mean + 1) / 2, sums.k).map((end) => 2 * end - 1);
  if (error > 0 && 2 * reach < high - low) [low, high] = [Math.max(mean - reach, -1), Math.min(mean + reach, 1)];
  return { n: sums.b, stories: sums.k, mean, low, high };
}

// The interval of a difference of two shares (Newcombe, 1998, method 10).
function difference(one, other) {
  const gap = one.share - other.share;
  const low = gap - Math.hypot(one.share - one.low, other.high - other.share);
  return { gap, low, high: gap + Math.hypot(one.high - one.share, other.share - other.low) };
}

// ---- measures ----

// Returns for every actor n, the articles among `articles` that name it, with what `shareFor` needs: sums over stories.
// `articles` stand by story, and so do all sums.
function countActors(data, view, articles) {
  const size = data.nActors;
  const [n, nn, nb, inStory] = [0, 0, 0, 0].map(() => new Float64Array(size));
  const last = new Int32Array(size).fill(-1);
  const { m_actor, m_boilerplate, s_m, a_s, a_story } = data;
  const total = noSums();
  for (let i = 0; i < articles.length; ) {
    const begin = i;
    const story = a_story[articles[i]];
    const touched = [];
    for (; i < articles.length && a_story[articles[i]] === story; i++) {
      const a = articles[i];
      for (let m = s_m[a_s[a]], end = s_m[a_s[a + 1]]; m < end; m++) {
        const k = m_actor[m];
        if (last[k] === a || (m_boilerplate[m] && !view.boilerplate)) continue;
        last[k] = a;
        if (!inStory[k]) touched.push(k);
        inStory[k]++;
      }
    }
    addStory(total, 0, i - begin);
    for (const k of touched) {
      n[k] += inStory[k];
      nn[k] += inStory[k] * inStory[k];
      nb[k] += inStory[k] * (i - begin);
      inStory[k] = 0;
    }
  }
  return { n, nn, nb, total, articles, view };
}

// Returns the share of articles among `articles` that name each of some actors: as `countActors`, for a few of them.
function sharesAmong(data, view, articles, actors) {
  const inside = new Uint8Array(data.n);
  for (const a of articles) inside[a] = 1;
  const sizes = new Map();
  if (view.keep) for (const a of articles) sizes.set(data.a_story[a], (sizes.get(data.a_story[a]) || 0) + 1);
  const total = { k: articles.length, b: articles.length, bb: articles.length };
  if (view.keep) Object.assign(total, { k: sizes.size, bb: [...sizes.values()].reduce((sum, size) => sum + size * size, 0) });
  const { at, sentence, boilerplate } = postings(data);
  return actors.map((k) => {
    const stories = new Map();
    let last = -1;
    for (let i = at[k]; i < at[k + 1]; i++) {
      const a = data.s_article[sentence[i]];
      if (a === last || !inside[a] || (boilerplate[i] & 1 && !view.boilerplate)) continue;
      last = a;
      stories.set(data.a_story[a], (stories.get(data.a_story[a]) || 0) + 1);
    }
    const own = { t: 0, tt: 0, tb: 0 };
    for (const [story, n] of stories) {
      own.t += n;
      own.tt += n * n;
      own.tb += n * (sizes.get(story) || 1);
    }
    return shareOf({ ...total, ...own });
  });
}

// Returns the mean tone of the sentences of content that name each of some actors.
function tonesOf(data, counts, actors) {
  const { view } = counts;
  const inside = counts.inside || (counts.inside = new Uint8Array(data.n));
  for (const a of counts.articles) inside[a] = 1;
  const { at, sentence, boilerplate } = postings(data);
  return actors.map((k) => {
    const stories = new Map();
    for (let i = at[k]; i < at[k + 1]; i++) {
      const s = sentence[i];
      const a = data.s_article[s];
      if (!inside[a] || data.s_tone[s] === NONE || (boilerplate[i] && !view.boilerplate)) continue;
      const sums = stories.get(data.a_story[a]);
      if (sums) {
        sums[0] += data.tones[data.s_tone[s]];
        sums[1]++;
      } else stories.set(data.a_story[a], [data.tones[data.s_tone[s]], 1]);
    }
    const all = noSums();
    for (const [t, b] of stories.values()) addStory(all, t, b);
    return meanOf(data, all);
  });
}

// Returns for every actor the sentences that a state asks for and that name it, with sums of their tone by story.
function countTogether(data, view, articles) {
  const n = new Uint32Array(data.nActors);
  const sums = new Map();
  for (let i = 0; i < articles.length; ) {
    const story = data.a_story[articles[i]];
    const inStory = new Map();
    for (; i < articles.length && data.a_story[articles[i]] === story; i++) {
      for (let s = data.a_s[articles[i]]; s < data.a_s[articles[i] + 1]; s++) {
        if (!(view.marks[s] & 2)) continue;
        for (let m = data.s_m[s]; m < data.s_m[s + 1]; m++) {
          if (data.m_boilerplate[m] && !view.boilerplate) continue;
          const k = data.m_actor[m];
          n[k]++;
          if (data.s_tone[s] === NONE) continue;
          const own = inStory.get(k) || [0, 0];
          inStory.set(k, [own[0] + data.tones[data.s_tone[s]], own[1] + 1]);
        }
      }
    }
    for (const [k, [t, b]] of inStory) {
      if (!sums.has(k)) sums.set(k, noSums());
      addStory(sums.get(k), t, b);
    }
  }
  return { n, tone: (k) => meanOf(data, sums.get(k) || noSums()) };
}

function shareFor(counts, k) {
  const { total } = counts;
  return shareOf({ k: total.k, b: total.b, bb: total.bb, t: counts.n[k], tt: counts.nn[k], tb: counts.nb[k] });
}

// Returns the actors of a state, most articles first: `kinds` chooses among them, `first` come before all.
function rankActors(data, counts, kinds, first, limit, together) {
  const n = together ? together.n : counts.n;
  const fits = (k) => n[k] > 0 && (!kinds.length || kinds.includes(data.actors[k][3])) && !first.includes(k);
  // Only those are sorted that can be among the first `limit`.
  const steps = new Uint32Array(1002);
  for (let k = 0; k < n.length; k++) if (fits(k)) steps[Math.min(n[k], 1001)]++;
  let least = 1001;
  for (let seen = steps[1001]; least > 1 && seen < limit; ) seen += steps[--least];
  const rest = [];
  for (let k = 0; k < n.length; k++) if (n[k] >= least && fits(k)) rest.push(k);
  rest.sort((one, other) => n[other] - n[one] || counts.n[other] - counts.n[one] || (data.actors[one][0] < data.actors[other][0] ? -1 : 1));
  return [...first, ...rest].slice(0, limit);
}

// Returns the ties among some actors: for each pair n, n_a, n_b, npmi, tone with its interval; and n_units.
function countTies(data, view, articles, actors) {
  const place = new Int32Array(data.nActors).fill(-1);
  actors.forEach((actor, k) => (place[actor] = k));
  const size = actors.length;
  const single = new Float64Array(size);
  const pairs = new Map();
  let units = 0;
  let open = [];
  const close = () => {
    for (const pair of open) {
      addStory(pair.sums, pair.t, pair.b);
      pair.t = pair.b = 0;
    }
    open = [];
  };
  let story = -1;
  for (const a of articles) {
    if (data.a_story[a] !== story) close();
    story = data.a_story[a];
    for (let s = data.a_s[a]; s < data.a_s[a + 1]; s++) {
      const inside = [];
      let any = false;
      for (let m = data.s_m[s]; m < data.s_m[s + 1]; m++) {
        if (data.m_boilerplate[m] && !view.boilerplate) continue;
        any = true;
        if (place[data.m_actor[m]] >= 0) inside.push(place[data.m_actor[m]]);
      }
      if (any) units++;
      for (let i = 0; i < inside.length; i++) {
        single[inside[i]]++;
        for (let j = i + 1; j < inside.length; j++) {
          const [one, other] = inside[i] < inside[j] ? [inside[i], inside[j]] : [inside[j], inside[i]];
          let pair = pairs.get(one * size + other);
          if (!pair) {
            pair = { ends: [actors[one], actors[other]], i: one, j: other, n: 0, t: 0, b: 0, sums: noSums() };
            pairs.set(one * size + other, pair);
          }
          pair.n++;
          if (data.s_tone[s] === NONE) continue;
          if (!pair.b) open.push(pair);
          pair.b++;
          pair.t += data.tones[data.s_tone[s]];
        }
      }
    }
  }
  close();
  const ties = [...pairs.values()].map((pair) => {
    const [n, nA, nB] = [pair.n, single[pair.i], single[pair.j]];
    const npmi = n === units ? 1 : Math.log((n * units) / (nA * nB)) / -Math.log(n / units);
    return { ends: pair.ends, n, nA, nB, npmi: Math.min(Math.max(npmi, -1), 1), tone: meanOf(data, pair.sums) };
  });
  ties.sort((one, other) => other.n - one.n || one.ends[0] - other.ends[0] || one.ends[1] - other.ends[1]);
  return { ties, units, single };
}

// Returns the share of each topic, weighted by how much of an article it takes.
function topicShares(data, articles) {
  const sums = data.topics.map(() => ({ t: 0, tt: 0, tb: 0 }));
  const inStory = new Float64Array(data.topics.length);
  const total = noSums();
  let touched = [];
  let size = 0;
  const close = () => {
    if (size) addStory(total, 0, size);
    for (const k of touched) {
      sums[k].t += inStory[k];
      sums[k].tt += inStory[k] ** 2;
      sums[k].tb += inStory[k] * size;
      inStory[k] = 0;
    }
    touched = [];
    size = 0;
  };
  let story = -1;
  for (const a of articles) {
    if (data.a_story[a] !== story) close();
    story = data.a_story[a];
    size++;
    for (let t = data.a_t[a]; t < data.a_t[a + 1]; t++) {
      if (!inStory[data.t_topic[t]]) touched.push(data.t_topic[t]);
      inStory[data.t_topic[t]] += data.weights[data.t_weight[t]];
    }
  }
  close();
  return sums.map((own) => shareOf({ k: total.k, b: total.b, bb: total.bb, ...own }));
}

// ---- time ----

// The first day of the period that holds a day: a day, a week from Monday, or a month.
function periodOf(day, per) {
  if (per === "day") return day;
  if (per === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const moment = new Date(day * DAY);
  return Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), 1) / DAY;
}

function nextPeriod(day, per) {
  if (per === "day") return day + 1;
  if (per === "week") return day + 7;
  const moment = new Date(day * DAY);
  return Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 1) / DAY;
}

// The days that hold the central 99.5 % of articles, and how many lie before and after.
function span(data) {
  const days = [];
  for (let a = 0; a < data.n && data.a_day[a] !== UNDATED; a++) days.push(data.a_day[a]);
  if (!days.length) return null;
  const cut = Math.floor(days.length * 0.0025);
  const [first, last] = [days[cut], days[days.length - 1 - cut]];
  const before = days.filter((day) => day < first).length;
  const after = days.filter((day) => day > last).length;
  return { first, last, before, after, undated: data.n - days.length };
}

function goodPer(days) {
  const length = days.last - days.first + 1;
  return length <= 62 ? "day" : length <= 550 ? "week" : "month";
}

// Returns one row a period: articles by outlet, the share of those that a state's sentences choose, their mean tone.
function overTime(data, view, per) {
  const cells = new Map();
  const cell = (day) => {
    const start = periodOf(day, per);
    if (!cells.has(start)) {
      const byOutlet = new Float64Array(data.outlets.length);
      const row = { start, byOutlet, share: noSums(), tone: noSums(), size: 0, inside: 0, t: 0, b: 0 };
      // The stories that were counted last: in the period, of an outlet in it, and for its tone.
      cells.set(start, Object.assign(row, { story: -1, scored: -1, stories: new Int32Array(byOutlet.length).fill(-1) }));
    }
    return cells.get(start);
  };
  let touched = new Set();
  const close = () => {
    for (const row of touched) {
      if (row.size) addStory(row.share, row.inside, row.size);
      if (row.b) addStory(row.tone, row.t, row.b);
      row.size = row.inside = row.t = row.b = 0;
    }
    touched = new Set();
  };
  let story = -1;
  for (const a of data.byStory) {
    if (data.a_day[a] === UNDATED || !passes(view.fails[a] & ~FAILS.time, "sentence")) continue;
    if (data.a_story[a] !== story) close();
    story = data.a_story[a];
    const row = cell(data.a_day[a]);
    const inside = passes(view.fails[a], "time");
    touched.add(row);
    if (view.keep || row.story !== story) {
      row.story = story;
      row.size++;
      if (inside) row.inside++;
    }
    if (!inside) continue;
    if (view.keep || row.stories[data.a_outlet[a]] !== story) {
      row.stories[data.a_outlet[a]] = story;
      row.byOutlet[data.a_outlet[a]]++;
    }
    if (view.keep || row.scored !== story) {
      row.scored = story;
      addTone(data, view, a, row);
    }
  }
  close();
  const rows = [...cells.values()].sort((one, other) => one.start - other.start);
  for (const row of rows) {
    row.share = shareOf(row.share);
    row.tone = meanOf(data, row.tone);
    row.n = row.byOutlet.reduce((sum, n) => sum + n, 0);
  }
  return rows;
}

// Adds the tone of the sentences of an article that a state asks for, or of all its content.
function addTone(data, view, a, row) {
  for (let s = data.a_s[a]; s < data.a_s[a + 1]; s++) {
    if (view.marks ? !(view.marks[s] & 2) : data.s_boilerplate[s] && !view.boilerplate) continue;
    if (data.s_tone[s] === NONE) continue;
    row.t += data.tones[data.s_tone[s]];
    row.b++;
  }
}

// Returns the sentences to read, in the order of time: those that the state asks for, or all content of its articles.
function sentencesOf(data, view) {
  const found = [];
  for (let a = 0; a < data.n; a++) {
    if (!passes(view.fails[a])) continue;
    for (let s = data.a_s[a]; s < data.a_s[a + 1]; s++) {
      if (view.marks ? view.marks[s] & 2 : view.boilerplate || !data.s_boilerplate[s]) found.push(s);
    }
  }
  return found;
}
