"""The Explorer's page counts as the measures do, over states drawn at random; its state is the same in Python."""

import base64
import json
import random
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import explore
from explore import tables
from explore.explorer import state as states
from explore.explorer.payload import fold_table
from explore.explorer.rows import rows_of
from explore.explorer.scripts import script
from explore.filters import word_patterns
from explore.measures.keyness import keyness
from explore.text import fold

pytestmark = pytest.mark.browser
OUTLETS = ["الأفق", "النبأ", None]
N_STATES = 200
ROOT = Path(__file__).resolve().parents[2]


def made_corpus(n_articles=160, seed=3):
    """Articles with copies, undated ones, boilerplate, missing tones and topics, drawn at random."""
    draw = random.Random(seed)
    articles, sentences, mentions, topics = [], [], [], []
    for number in range(n_articles):
        article = f"a{number:03}"
        text = []
        start = 0
        for k in range(draw.randint(1, 6)):
            words = f"{draw.choice(['قال بوتين', 'نفى الكرملين', 'أمطار غزيرة', 'اتفاق جديد'])} {number} {k}."
            boilerplate = draw.random() < 0.1
            tone = draw.choice([-0.6, -0.2, 0.0, 0.1, 0.45, None])
            sentences.append(
                (article, k, k // 2, start, start + len(words), tone, int(np.sign(tone or 0)), pd.NA, boilerplate)
            )
            for actor in draw.sample(range(12), draw.randint(0, 4)):
                mentions.append((article, start + len(mentions) % 3, start + 4, k, words[:4], "PER", "name",
                                 f"actor-{actor}", 1.0, "alias", boilerplate))  # fmt: skip
            text.append(words)
            start += len(words) + 1
        day = (
            None
            if draw.random() < 0.05
            else f"2024-{draw.randint(1, 5):02}-{draw.randint(1, 28):02}T{draw.randint(0, 23):02}:00"
        )
        articles.append({"article_id": article, "title": text[0], "text": "\n".join(text), "outlet": draw.choice(OUTLETS),
                         "section": draw.choice(["politics", "sport"]), "published": day,
                         "story_id": f"s{number // 3}" if draw.random() < 0.5 else None})  # fmt: skip
        for topic in draw.sample(range(4), draw.randint(0, 2)):
            topics.append((article, topic, draw.choice([0.25, 1 / 3, 0.5])))
    frame = pd.DataFrame(articles)
    frame["published"] = pd.to_datetime(frame["published"], utc=True)
    names = list(tables.MENTIONS.names)
    people = [{"actor_id": f"actor-{k}", "name_ar": f"فاعل {k}", "name_en": f"Actor {k}",
               "kind": ["PER", "GPE", "ORG"][k % 3], "n_mentions": 1, "n_articles": 1} for k in range(12)]  # fmt: skip
    return explore.Corpus(
        articles=tables.ARTICLES.frame(frame),
        sentences=tables.SENTENCES.frame(pd.DataFrame(sentences, columns=list(tables.SENTENCES.names))),
        mentions=tables.MENTIONS.frame(pd.DataFrame(mentions, columns=names)),
        actors=tables.ACTORS.frame(pd.DataFrame(people)),
        topics=tables.TOPICS.frame(pd.DataFrame(topics, columns=["article_id", "topic", "weight"])),
        topic_labels=tables.TOPIC_LABELS.frame([(k, f"موضوع {k}", 5, "nmf") for k in range(4)]),
        topic_terms=tables.TOPIC_TERMS.frame([(k, f"كلمة{k}", 1.0) for k in range(4)]),
    )


def drawn_states(corpus, n):
    draw = random.Random(n)
    outlets = ["" if pd.isna(name) else name for name in corpus.articles["outlet"].unique()]
    sections = ["" if pd.isna(name) else name for name in corpus.articles["section"].unique()]
    actors = [actor for actor in corpus.actors["actor_id"] if actor in set(corpus.mentions["actor_id"])][:12]
    topics = corpus.topic_labels["topic"].tolist()
    days = corpus.articles["published"].dropna().dt.strftime("%Y-%m-%d").sort_values().tolist()
    found = []
    for _ in range(n):
        parts = []
        for key, values, most in (("outlet", outlets, 2), ("section", sections, 1), ("topic", topics, 2),
                                  ("actor", actors, 2), ("tone", [-1, 0, 1], 2)):  # fmt: skip
            if values and draw.random() < 0.35:
                parts += [(key, value) for value in draw.sample(values, min(draw.randint(1, most), len(values)))]
            elif values and key != "tone" and draw.random() < 0.15:
                parts.append(("-" + key, draw.choice(values)))
        if days and draw.random() < 0.4:
            since, until = sorted([draw.choice(days), draw.choice(days)])
            parts += [("since", since), ("until", until)] if since < until else []
        if draw.random() < 0.2:
            parts.append(("copies", "keep"))
        if draw.random() < 0.2:
            parts.append(("boilerplate", "keep"))
        from urllib.parse import urlencode

        found.append(urlencode(parts))
    return found


@pytest.fixture(scope="module")
def seeds():
    return explore.annotate(explore.read_articles(ROOT / "seeds"))


@pytest.fixture(scope="module")
def core(browser):
    """A page with the core alone, and what it counts for a payload and states."""
    page = browser.new_page()
    page.add_script_tag(content=script("file").replace("startFile();", "") + PROBE)
    yield page
    page.close()


PROBE = """
async function probe(payload, texts) {
  await decode(bytesOf(payload));
  const all = [...actors.keys()];
  return texts.map((text) => {
    const state = readState(text);
    const view = select(state);
    const counts = countActors(view);
    const tones = tonesOf(view, all);
    const rows = actors.map((actor, k) => ({ id: actor[0], ...counts.share(k), tone: tones.tone(k) }));
    const found = countTies(view, rankActors(counts, [], [], 1e9));
    const ties = found.ties.map((tie) => ({ ...tie, ends: tie.ends.map((k) => actors[k][0]).sort() }));
    const time = overTime(view, "month").map((row) => ({ ...row, byOutlet: [...row.byOutlet] }));
    const named = view.marks ? countTogether(view) : null;
    const together = named && actors.map((actor, k) => ({ id: actor[0], n: named.n[k], tone: named.tone(k) }));
    const others = countActors({ ...view, articles: counted(view, (fail) => !passes(fail)) });
    const rest = actors.map((actor, k) => ({ id: actor[0], ...others.share(k) }));
    const shares = countTopics(view);
    return { n: view.articles.length, together, actors: rows, ties, units: found.units, time, rest,
             topics: topics.map((_, k) => shares.share(k)), outlet: [...countFacet(view, "outlet")],
             outlets: data.outlets, corpus: corpusCode(state), view: viewCode(state),
             sentences: sentencesOf(view).length, topicIds: topics.map((t) => t[0]) };
  });
}
"""


def same(page, measure, columns, what):
    """Rows of the page and of a measure, in one order, hold the same numbers; NaN is missing in both."""
    given = np.array([[row[name] for name in columns] for row in page], dtype=float).reshape(-1, len(columns))
    wanted = measure[columns].to_numpy(dtype=float, na_value=np.nan)
    np.testing.assert_allclose(given, wanted, rtol=1e-9, atol=1e-9, err_msg=what)


def check(corpus, text, got):
    state = states.read_state(text)
    chosen = states.corpus_of(corpus, state)
    handling = state.handling
    copies = {key: value for key, value in handling.items() if key == "duplicates"}
    shares = explore.attention(chosen, per=None, **handling).set_index("actor_id")
    assert (got["n"] == 0) == chosen.articles.empty
    if len(chosen.articles):
        ids = [row["id"] for row in got["actors"]]
        tones = explore.sentiment(chosen, per=None, actors=ids, **handling)
        same(got["actors"], shares.loc[ids], ["n", "total", "share", "low", "high"], text)
        same([row["tone"] for row in got["actors"]], tones, ["n", "mean", "low", "high"], text)
        topics = explore.topic_shares(chosen, per=None, **copies).dropna(subset="topic").set_index("topic")
        same(got["topics"], topics.loc[got["topicIds"]], ["share", "low", "high"], text)
    pairs = explore.comentions(chosen, **handling).set_index(["actor_a", "actor_b"])
    assert len(pairs) == len(got["ties"])
    if len(pairs):
        ends = [tuple(tie["ends"]) for tie in got["ties"]]
        pairs = pairs.loc[ends].rename(columns={"tone": "mean", "tone_low": "low", "tone_high": "high"})
        same(got["ties"], pairs, ["n", "npmi"], text)
        same([tie["tone"] for tie in got["ties"]], pairs, ["mean", "low", "high"], text)
        given = np.sort([[tie["nA"], tie["nB"]] for tie in got["ties"]])
        np.testing.assert_array_equal(given, np.sort(pairs[["n_a", "n_b"]].to_numpy()))
        assert (pairs["n_units"] == got["units"]).all()
    chosen_actor = state.where.get("actors")
    if isinstance(chosen_actor, str) and "tone" not in state.where and len(pairs):
        together = {row["id"]: row for row in got["together"]}
        own = pairs[[chosen_actor in ends for ends in pairs.index]]
        others = [a if b == chosen_actor else b for a, b in own.index]
        same([together[other] for other in others], own, ["n"], text)
        same([together[other]["tone"] for other in others], own, ["mean", "low", "high"], text)
    check_rest(corpus, chosen, handling, text, got)
    check_time(corpus, text, got)
    assert got["corpus"] == states.corpus_code(state)
    assert got["view"] == states.view_code(state)


def check_rest(corpus, chosen, handling, text, got):
    """Shares among all other articles are those of attention there."""
    rest = corpus.without(article=chosen.articles["article_id"])
    if rest.articles.empty or chosen.articles.empty:
        return
    shares = explore.attention(rest, per=None, **handling).set_index("actor_id")
    same(got["rest"], shares.loc[[row["id"] for row in got["rest"]]], ["n", "total", "share", "low", "high"], text)


def check_time(corpus, text, got):
    """Articles of each outlet and month are those that coverage counts, before the period is chosen."""
    from urllib.parse import parse_qsl, urlencode

    rest = urlencode(
        [(key, value) for key, value in parse_qsl(text, keep_blank_values=True) if key not in ("since", "until")]
    )
    state = states.read_state(rest)
    chosen = states.corpus_of(corpus, state)
    plain = [(key, value) for key, value in parse_qsl(rest, keep_blank_values=True) if key not in ("actor", "tone")]
    handling = state.handling
    copies = {key: value for key, value in handling.items() if key == "duplicates"}
    cells = (
        explore.topic_shares(chosen, by_outlet=True, **copies) if chosen.articles["published"].notna().any() else None
    )
    months = {pd.Timestamp(row["start"], unit="D"): row for row in got["time"]}
    if cells is not None:
        totals = cells.drop_duplicates(["outlet", "period"])
        for outlet, period, total in zip(totals["outlet"], totals["period"], totals["total"], strict=True):
            counted = months[period]["byOutlet"][got["outlets"].index(outlet)] if period in months else 0
            assert counted == total, text
    actors = state.where.get("actors")
    if isinstance(actors, str) and "tone" not in state.where:
        whole = states.corpus_of(corpus, states.read_state(urlencode(plain)))
        shares = explore.attention(whole, actors=actors, **handling)
        shares = shares[shares["total"] > 0]
        same([months[period]["share"] for period in shares["period"]], shares, ["n", "total", "low", "high"], text)
        tones = explore.sentiment(chosen, actors=actors, **handling)
        tones = tones[tones["n"] > 0]
        same([months[period]["tone"] for period in tones["period"]], tones, ["n", "mean", "low", "high"], text)


@pytest.mark.parametrize("which", ["made", "seeds"])
def test_page_counts_as_the_measures_do(core, which, seeds):
    corpus = made_corpus() if which == "made" else seeds
    texts = drawn_states(corpus, N_STATES)
    payload = explore.Explorer(corpus)._payload
    answers = core.evaluate("([payload, texts]) => probe(payload, texts)",
                            [base64.b64encode(payload).decode(), texts])  # fmt: skip
    for text, got in zip(texts, answers, strict=True):
        check(corpus, text, got)
    assert len({got["n"] for got in answers}) > 3, "the states drawn choose nothing different"


def test_page_folds_as_text_does(core):
    letters = "".join(chr(code) for code in (*range(0x20, 0x780), *range(0x2000, 0x2070), *range(0xFB50, 0xFF00)))
    map_ = json.dumps(fold_table())
    folded = core.evaluate(f"(text) => ((data = {{ fold: {map_} }}), fold(text))", letters)
    assert folded == str(fold(letters))


def test_rows_stand_in_the_order_of_time():
    corpus = made_corpus(30)
    rows = rows_of(corpus)
    dated = rows.articles["published"].dropna()
    assert dated.is_monotonic_increasing
    assert rows.articles["published"].isna().sum() + len(dated) == 30
    assert (rows.sentences["article"].diff().dropna() >= 0).all()


def test_state_chooses_articles_and_says_so_in_code():
    corpus = made_corpus(60)
    explorer = explore.Explorer(corpus, state="actor=actor-1&actor=actor-2&-topic=3&since=2024-02-01&tab=topics")
    assert explorer.selection == {"since": "2024-02-01", "actors": ["actor-1", "actor-2"]}
    given = eval(explorer.code, {"corpus": corpus, "explore": explore})  # noqa: S307 - the code that it wrote
    pd.testing.assert_frame_equal(given, explorer.frame)
    with pytest.raises(explore.ExploreError, match="No actor 'nobody'"):
        explore.Explorer(corpus, state="actor=nobody")


def test_words_of_two_sets_are_those_of_keyness():
    corpus = made_corpus(120)
    explorer = explore.Explorer(corpus, state="section=sport&tab=terms")
    answer, _ = explorer._terms(explorer.state)
    table = keyness(corpus.where(section="sport"), corpus.without(section="sport")).set_index("term")
    for row in answer["rows"]:
        assert row["n_a"] == table.loc[row["term"], "n_a"]
        assert row["total_b"] == table.loc[row["term"], "total_b"]


@pytest.mark.parametrize("words", ["بوتين", "الكرملين", "ا", "12", "اتفاق جديد", "بُوتين  قالَ", "نيويورك"])
def test_search_marks_the_sentences_whose_folded_text_has_the_words(seeds, words):
    for corpus in (made_corpus(), seeds):
        explorer = explore.Explorer(corpus)
        _, [packed] = explorer._search(words)
        hits = np.frombuffer(zlib.decompress(packed), dtype=np.uint8).astype(bool)
        rows = explorer._rows.sentences
        texts = corpus.articles.set_index("article_id")["text"]
        folded = [fold(texts[row.article_id][row.start : row.end]) for row in rows.itertuples()]
        assert hits.tolist() == [all(pattern.search(text) for pattern in word_patterns(words)) for text in folded]
        assert set(rows["article_id"][hits]) == set(
            corpus.where(words=words, boilerplate="keep").articles["article_id"]
        )
