"""Dyads, timeline and voices on literal tables, with their way back to the sentences, and their charts."""

import pandas as pd
import pytest

import explore
from explore import charts, schema
from explore.corpus import Corpus
from explore.errors import BadInput

A, B, C = "russia", "turkey", "ukraine"


def made(events, quotes=(), sentences=None):
    """A corpus of three articles of three sentences of ten letters each, a day after another."""
    days = ["2024-01-30", "2024-02-01", "2024-02-02"]
    articles = schema.ARTICLES.frame(
        pd.DataFrame(
            {"article_id": ["a", "b", "c"], "text": ["س" * 30] * 3, "outlet": ["x", "x", "y"], "story_id": ["1", "2", "2"],
             "published": pd.to_datetime(days, utc=True)}
        )
    )  # fmt: skip
    tone = sentences or [0.5, -0.5, 0.0]
    rows = [(i, k, 0, k * 10, k * 10 + 10, tone[k], 0, None) for i in "abc" for k in range(3)]
    events = [(i, k, s, t, q, "v", pd.Timestamp(d) if d else None, "r") for i, k, s, t, q, d in events]
    quotes = [(i, s, e, 0, True, "c", "say", None, None, None, who, "r") for i, s, e, who in quotes]
    mentions = [("a", 0, 3, 0, "س", "LOC", "name", A, 1.0, "r"), ("a", 11, 13, 1, "س", "LOC", "name", A, 1.0, "r")]
    actors = [(i, f"ع{i}", i.title(), "GPE", None, None, 1, 1) for i in (A, B, C)]
    return Corpus(
        articles=articles, sentences=schema.SENTENCES.frame(rows), events=schema.EVENTS.frame(events),
        quotes=schema.QUOTES.frame(quotes), mentions=schema.MENTIONS.frame(mentions), actors=schema.ACTORS.frame(actors),
    )  # fmt: skip


COOPERATION, CONFLICT, FORCE = "verbal-cooperation", "verbal-conflict", "material-conflict"
EVENTS = [
    ("a", 0, A, B, COOPERATION, "2024-01-30"),
    ("a", 1, B, A, CONFLICT, "2024-01-29"),
    ("b", 0, B, A, COOPERATION, "2024-02-01"),
    ("c", 0, B, A, COOPERATION, "2024-02-01"),
    ("c", 2, A, C, FORCE, "2024-02-02"),
    ("c", 1, None, A, CONFLICT, "2024-02-02"),
    ("b", 2, A, None, CONFLICT, None),
]


@pytest.fixture
def corpus():
    return made(EVENTS)


def rows(table, *columns):
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_a_pair_counts_both_directions_and_leaves_out_half_known_events(corpus):
    table = explore.dyads(corpus, per=None)
    assert list(table.columns) == schema.DYADS.names
    assert rows(table, "actor_a", "actor_b", "n", "n_cooperation", "n_conflict", "n_material", "n_articles", "n_stories") == [
        (A, B, 4, 3, 1, 0, 3, 2),
        (A, C, 1, 0, 1, 1, 1, 1),
    ]  # fmt: skip
    assert table["balance"].tolist() == [0.5, -1.0]
    assert ((table["low"] <= table["balance"]) & (table["balance"] <= table["high"])).all()
    assert rows(table, "name_a", "name_en_b")[0] == ("عrussia", "Turkey")


def test_a_period_without_events_of_the_pair_is_missing_not_zero(corpus):
    table = explore.dyads(corpus, actors=[A, C])
    assert [f"{p:%Y-%m}" for p in table["period"]] == ["2024-01", "2024-02"]
    assert rows(table, "n")[0] == (0,)
    assert table["balance"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("options", "pairs"),
    [({"actors": C}, {(A, C)}), ({"actors": [B, C]}, set()), ({"actors": [A, B]}, {(A, B)}), ({"min_n": 2}, {(A, B)})],
)
def test_pairs_of_one_actor_or_among_several(corpus, options, pairs):
    table = explore.dyads(corpus, per=None, **options)
    assert set(rows(table, "actor_a", "actor_b")) == pairs
    assert list(table.columns) == schema.DYADS.names


def test_copies_can_be_left_out(corpus):
    table = explore.dyads(corpus, per=None, actors=[A, B], copies=False)
    assert rows(table, "n", "n_cooperation", "n_conflict") == [(3, 2, 1)]


def test_the_table_of_outlets_adds_up(corpus):
    table = explore.dyads(corpus, per=None, by_outlet=True)
    assert rows(table[table["actor_b"] == B], "outlet", "n") == [("x", 3), ("y", 1)]


def test_one_deed_on_one_day_is_one_event(corpus):
    table = explore.timeline(corpus)
    assert list(table.columns) == schema.TIMELINE.names
    assert rows(table, "source_id", "target_id", "quad", "n", "n_articles", "n_stories") == [
        (B, A, CONFLICT, 1, 1, 1),
        (A, B, COOPERATION, 1, 1, 1),
        (B, A, COOPERATION, 2, 2, 1),
        (A, C, FORCE, 1, 1, 1),
    ]
    assert table["date"].is_monotonic_increasing
    assert explore.timeline(corpus, copies=False)["n"].tolist() == [1, 1, 1]
    assert explore.timeline(corpus, actors=C)["target_id"].tolist() == [C]
    assert explore.timeline(corpus, min_n=2).empty


def test_every_row_leads_to_its_sentences(corpus):
    for _, row in explore.timeline(corpus).iterrows():
        assert len(explore.passages(corpus, of=row)) == row["n"]
    for per in (None, "month"):
        for _, row in explore.dyads(corpus, per=per, by_outlet=True).iterrows():
            assert len(explore.passages(corpus, of=row)) == row["n"]


QUOTES = [("a", 0, 8, A), ("a", 12, 15, B), ("b", 0, 20, A), ("c", 0, 4, A), ("c", 4, 9, B), ("c", 20, 30, None)]


def test_a_sentence_is_quoted_where_most_of_it_is():
    corpus = made([], QUOTES)
    counts = {
        voice: explore.sentiment(corpus, per=None, voice=voice)["n"].iloc[0] for voice in ("all", "quoted", "outlet")
    }
    assert counts == {"all": 9, "quoted": 5, "outlet": 4}
    assert explore.sentiment(corpus, per=None, voice="outlet")["voice"].tolist() == ["outlet"]


def test_quoted_speech_of_an_actor_is_what_it_says_not_what_names_it():
    corpus = made([], QUOTES)
    said = explore.sentiment(corpus, per=None, voice="quoted", actors=[A, B])
    assert rows(said, "actor_id", "n", "mean") == [(A, 3, pytest.approx(1 / 6)), (B, 1, 0.5)]
    own = explore.sentiment(corpus, per=None, voice="outlet", actors=[A])
    assert rows(own, "n", "mean") == [(1, -0.5)]  # named in two sentences, one of them quoted
    for table in (said, own, explore.sentiment(corpus, voice="quoted"), explore.sentiment(corpus, voice="outlet")):
        for _, row in table.iterrows():
            assert len(explore.passages(corpus, of=row)) == row["n"]


def test_no_quotations_leave_all_to_the_outlet():
    corpus = made([])
    assert explore.sentiment(corpus, per=None, voice="outlet")["n"].tolist() == [9]
    assert explore.sentiment(corpus, per=None, voice="quoted")["n"].tolist() == [0]


def test_errors_say_what_can_be_chosen(corpus):
    with pytest.raises(BadInput, match="'all', 'outlet', 'quoted'"):
        explore.sentiment(corpus, voice="press")
    with pytest.raises(BadInput, match="not in this corpus"):
        explore.dyads(corpus, actors="nobody")
    with pytest.raises(BadInput, match="is no period"):
        explore.dyads(corpus, per="decade")
    with pytest.raises(BadInput, match=r"explore\.timeline"):
        charts.timeline(explore.dyads(corpus))
    with pytest.raises(BadInput, match="at least 1"):
        charts.timeline(explore.timeline(corpus), top=0)


@pytest.mark.parametrize("labels", ["ar", "en"])
def test_the_timeline_draws_each_event_once_and_keeps_its_keys(corpus, labels):
    table = explore.timeline(corpus)
    before = table.copy(deep=True)
    figure = charts.timeline(table, labels=labels)
    pd.testing.assert_frame_equal(table, before)
    drawn = [tuple(key) for trace in figure.data for key in trace.customdata]
    assert sorted(drawn) == sorted((r.source_id, r.target_id, r.quad, f"{r.date:%Y-%m-%d}") for r in table.itertuples())
    above = {trace.customdata[0][2] for trace in figure.data if min(trace.y) > 0}
    assert above == {COOPERATION}


def test_the_timeline_says_what_it_leaves_out(corpus):
    figure = charts.timeline(explore.timeline(corpus), labels="en", top=1)
    assert sum(len(trace.x) for trace in figure.data) == 1
    assert any("3 more" in (note.text or "") for note in figure.layout.annotations)


def test_a_pair_is_a_line_between_minus_one_and_one(corpus):
    figure = charts.trend(explore.dyads(corpus), labels="en")
    lines = [trace for trace in figure.data if trace.meta == "values"]
    assert [list(line.customdata[0][:3]) for line in lines] == [[A, B, None], [A, C, None]]
    assert "Turkey" in lines[0].name
    assert figure.layout.yaxis.title.text
