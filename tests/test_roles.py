import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore import assets, tables
from explore.actors import knowledge_base
from explore.actors.offices import holder_on, offices_on
from explore.annotation.antecedents import Cast
from explore.annotation.roles import find_roles, outermost
from explore.doc import Doc, Mention
from explore.model.tagger import Span

CASES = json.loads((Path(__file__).parent / "cases" / "roles.json").read_text(encoding="utf-8"))


def doc_of(text, names=(), roles=(), published="2018-06-15"):
    """Return a Doc with names (surface, actor, label) and with roles (surface, label) tagged, each where it comes next."""
    doc = Doc("a", text, published=published and pd.Timestamp(published, tz="UTC"))
    position, mentions = 0, []
    for surface, actor, *label in names:
        start = text.index(surface, position)
        position = start + len(surface)
        row = start, position, doc.sentence_at(start), surface, *(label or ["PER"]), "name", actor, 1.0, "given", False
        mentions.append(Mention(*row, *doc.tokens(start, position)))
    position, spans = len(text), []
    for surface, label, *_ in reversed(roles):
        position = text.rindex(surface, 0, position)
        spans.append(Span(f"role-{label}", *doc.tokens(position, position + len(surface)), 0.9))
    doc.mentions, doc.spans = mentions, spans[::-1]
    return doc


def meant(*given, **options):
    return [actor if isinstance(actor, str) else None for actor in find_roles([doc_of(*given, **options)])["actor_id"]]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_whom_a_role_means(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = meant(case["text"], case["names"], case["roles"], published=case["published"])
    assert found == [actor for *_, actor in case["roles"]]


def test_rows_are_mentions_that_explain_themselves():
    doc = doc_of("مقدمة.\nوصل الرّئيس الرُّوسي إلى القاهرة.", roles=[("الرّئيس الرُّوسي", "PER")])
    found = find_roles([doc])
    assert found.columns.tolist() == tables.MENTIONS.names
    row = found.iloc[0]
    assert doc.text[row["start"] : row["end"]] == row["surface"] == "الرّئيس الرُّوسي"
    assert (row["label"], row["kind"], row["sentence"]) == ("PER", "role", 1)
    assert row["rule"] == "role: holder by the table of offices or bodies"
    assert 0 < row["score"] <= 1


TURKEY = [("تركيا", "turkey", "LOC"), ("أنقرة", "ankara", "LOC"), ("الحكومة التركية", "government-of-turkey", "LOC")]


@pytest.mark.parametrize(
    ("text", "names", "body"),
    [
        ("زلزال في تركيا. اجتمعت الحكومة التركية في أنقرة. وقالت وزارة الصحة إن العدد يرتفع.", TURKEY, "ministry-of-health-of-turkey"),
        ("قالت وزارة الصحة إن العدد يرتفع.", [], None),
        ("زار الوفد تركيا ثم إيران ثم مصر. وقالت وزارة الصحة إن العدد يرتفع.",
         [TURKEY[0], ("إيران", "iran", "LOC"), ("مصر", "egypt", "LOC")], None),
    ],
    ids=["one state", "no state", "three states"],
)  # fmt: skip
def test_a_body_without_its_state_is_that_of_the_state_the_article_is_about(text, names, body):
    names = sorted([*names, ("وزارة الصحة", None, "ORG")], key=lambda name: text.index(name[0]))
    found = find_roles([doc_of(text, names)])
    assert found[["surface", "kind", "actor_id"]].to_numpy().tolist() == (
        [["وزارة الصحة", "name", body]] if body else []
    )


def test_a_role_that_nobody_is_known_to_mean_stays_a_mention():
    assert meant("قال الرئيس إن اللقاء مفيد.", roles=[("الرئيس", "PER")]) == [None]


@pytest.mark.parametrize(
    ("role", "published"),
    [
        ("الرئيس الأميركي السابق", "2018-06-15"),  # no longer
        ("المستشار الألماني", "2018-06-15"),  # a man's title, and a woman holds the office
        ("متحدث باسم الكرملين", "2018-06-15"),  # one of several
        ("الرئيس الأميركي", "2017-01-20"),  # the day on which it changes hands
        ("الرئيس الأميركي", None),
    ],
)
def test_the_table_gives_a_holder_only_where_one_is_meant(role, published):
    cast = Cast(doc_of(f"وصل {role} أمس.", published=published))
    among = cast.candidates(cast.role(1, 1 + len(role.split()), "PER"))
    assert [candidate.actor_id for candidate in among] == [None]


def test_a_counterpart_holds_an_equal_office():
    doc = doc_of("التقى فلاديمير بوتين نظيره الفرنسي.", [("فلاديمير بوتين", "vladimir-putin")])
    cast = Cast(doc)
    assert "emmanuel-macron" in {c.actor_id for c in cast.candidates(cast.role(3, 5, "PER"))}


def test_candidates_do_not_grow_with_the_article():
    names = [("فلاديمير بوتين", f"a{k}") for k in range(500)]
    cast = Cast(doc_of("وصل فلاديمير بوتين. " * 500 + "وقال الرئيس ذلك.", names))
    last = len(cast.doc.words)
    assert len(cast.candidates(cast.role(last - 3, last - 2, "PER"))) < 150


def test_names_and_roles_share_no_token():
    text = "قال المتحدث باسم الكرملين إن بوتين بخير."
    doc = doc_of(
        text, [("الكرملين", "kremlin", "ORG"), ("بوتين", "vladimir-putin")], [("المتحدث باسم الكرملين", "PER")]
    )
    columns = ["start", "end", "sentence", "surface", "label", "kind", "actor_id", "score", "rule"]
    rows = [{"article_id": "a"} | {column: getattr(m, column) for column in columns} for m in doc.mentions]
    both = outermost(tables.MENTIONS.frame(rows), find_roles([doc]), pd.Series(["a"]))
    assert both["surface"].tolist() == ["المتحدث باسم الكرملين", "بوتين"]


@pytest.mark.parametrize("role", ["بوتين", "فلاديمير", "الرئيس فلاديمير"])
def test_a_name_or_a_part_of_one_is_no_role(role):
    names = [("فلاديمير بوتين", "vladimir-putin")]
    assert meant("وصل الرئيس فلاديمير بوتين أمس.", names, [(role, "PER")]) == []


def test_no_articles_and_no_text_give_an_empty_table():
    pd.testing.assert_frame_equal(find_roles([]), tables.MENTIONS.empty())
    pd.testing.assert_frame_equal(find_roles([Doc("a", "")]), tables.MENTIONS.empty())


WORDS = ["الرئيس", "وزير", "الخارجية", "نظيره", "الروسي", "الحكومة", "،", ".", "السابق", "المتحدث", "باسم", "\n"]
SPAN = st.tuples(st.sampled_from(["role-PER", "role-ORG"]), st.integers(0, 5), st.integers(1, 4))


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.lists(SPAN, max_size=8))
def test_any_spans_give_rows_of_the_text(words, gaps):
    doc, spans, last = Doc("a", " ".join(words), published=pd.Timestamp("2018-06-15", tz="UTC")), [], 0
    for kind, gap, length in gaps:
        first, last = last + gap, last + gap + length
        spans += [Span(kind, first, last, 0.5)] if last <= len(doc.words) else []
    doc.spans = spans
    found = find_roles([doc])
    assert [doc.text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["surface"].tolist()
    assert len(found) == len(spans)


def test_terms_of_office_are_of_known_actors_and_well_formed():
    terms = assets.load("offices.csv")
    known = knowledge_base().set_index("actor_id")
    assert set(terms["actor_id"]) <= set(known.index)
    bodies = terms.loc[~terms["country"].str.fullmatch("[A-Z]{2}"), "country"]
    assert set(bodies) <= set(known.index)
    assert terms["since"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert terms["until"].str.fullmatch(r"(\d{4}-\d\d-\d\d)?").all()
    assert pd.to_datetime(terms["until"].replace("", "2100-01-01")).gt(pd.to_datetime(terms["since"])).all()
    assert set(terms["gender"]) == {"m", "f"}


def test_no_two_hold_one_office_at_a_time():
    terms = assets.load("offices.csv").sort_values(["office", "country", "since"])
    later = terms.groupby(["office", "country"])["since"].shift(-1)
    wrong = terms[later.notna() & ((terms["until"] == "") | (terms["until"] > later.fillna("")))]
    assert wrong.empty, wrong


def test_who_held_an_office_on_a_day():
    assert holder_on("president", "US", "2014-03-28", feminine=False) == "barack-obama"
    assert holder_on("chancellor", "DE", "2018-06-15", feminine=False) is None
    assert "president" in offices_on("vladimir-putin", "2018-06-15")
    assert offices_on("vladimir-putin", "") == ()


def test_a_role_is_boilerplate_where_its_sentence_is_and_nowhere_else():
    from explore import annotate

    text = "قال الرئيس الروسي فلاديمير بوتين إن الاتفاق قريب. وأضاف الرئيس الروسي أن الوفد عاد."
    mentions = annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}), topics=False).mentions
    assert (mentions["kind"] == "role").any()
    assert not mentions["boilerplate"].any()
