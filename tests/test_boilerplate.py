"""Boilerplate is told by form and by repetition, and marks rows without removing them."""

import pandas as pd
import pytest

from explore import tables
from explore.annotation.boilerplate import SHARE, STORIES, find_boilerplate
from explore.annotation.layers import Context
from explore.doc import Doc, attach_mentions


def doc(text, *names, outlet=None, article_id="a"):
    made = Doc(article_id, text, outlet=outlet)
    rows = [
        (article_id, text.index(name), text.index(name) + len(name), 0, name, label, "name", None, 1.0, "", False)
        for name, label in names
    ]
    attach_mentions([made], tables.MENTIONS.frame(rows))
    return made


def marked(made):
    return [made.surface(*span) for span in find_boilerplate([made], ["s"])[0]]


BODY = "قال رئيس الوزراء اليوم إن الحكومة ستعلن خطتها الأسبوع المقبل."


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        (
            "دبي، الإمارات العربية المتحدة (CNN)--",
            [("دبي", "LOC"), ("الإمارات العربية المتحدة", "LOC"), ("CNN", "ORG")],
        ),
        ("القدس (رويترز) -", [("القدس", "LOC"), ("رويترز", "ORG")]),
        ("باريس - وكالات -", [("باريس", "LOC")]),
        ("بلدة ما (CNN) --", [("CNN", "ORG")]),
    ],
)
def test_datelines(lead, names):
    assert marked(doc(f"{lead} {BODY}", *names)) == [lead]


def test_a_dateline_stands_after_the_headline_too():
    assert marked(doc(f"عنوان الخبر\nالقدس (رويترز) - {BODY}", ("القدس", "LOC"), ("رويترز", "ORG"))) == [
        "القدس (رويترز) -"
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"القمة الروسية - الأمريكية {BODY}",
        f"لقاء بوتين - ترامب في هلسنكي {BODY}",
        "موسكو - باريس",  # nothing follows
        f"{BODY} وأضاف في القدس (عاصمة) - كما قال - إن الأمر انتهى منذ زمن بعيد جدا.",
        f"بقلم رصاص كتبت الطفلة رسالة طويلة إلى جدها الذي يعيش في قرية بعيدة جدا. {BODY}",
    ],
)
def test_what_only_looks_like_a_dateline_or_byline(text):
    assert marked(doc(text, *[(name, "PER") for name in ("بوتين", "ترامب") if name in text])) == []


@pytest.mark.parametrize(
    "line",
    ["اقرأ أيضا: خبر آخر عن السوق", "** جميع المقالات المنشورة تمثل رأي كتابها فقط.", "* نقلاً عن الأهرام", "بقلم: سامي الراوي",
     "________", "تابعونا على تويتر"],
)  # fmt: skip
def test_lines_that_are_no_content(line):
    assert marked(doc(f"{BODY}\n{line}")) == [line]


def many(n, *, same_story=False):
    docs = [
        doc(f"خبر عن مدينة {chr(0x628 + k)}.\nجملة تتكرر في كل مقال.", outlet="الأفق", article_id=str(k))
        for k in range(n)
    ]
    return docs, ["s" if same_story else str(k) for k in range(n)]


def test_what_an_outlet_prints_in_many_stories():
    spans = find_boilerplate(*many(STORIES))
    assert all(len(own) == 1 for own in spans)
    assert not any(find_boilerplate(*many(STORIES - 1)))


def test_a_name_that_heads_many_titles_is_content():
    docs = [
        doc(f"اليمن.. خبر عن {chr(0x628 + k)}{chr(0x628 + k)}", ("اليمن", "LOC"), outlet="o", article_id=str(k))
        for k in range(STORIES)
    ]
    assert not any(find_boilerplate(docs, [one.article_id for one in docs]))
    docs = [
        doc(f"شاهد.. خبر عن {chr(0x628 + k)}{chr(0x628 + k)}", outlet="o", article_id=str(k)) for k in range(STORIES)
    ]
    assert all(find_boilerplate(docs, [one.article_id for one in docs]))


def test_copies_of_one_story_are_no_repetition():
    assert not any(find_boilerplate(*many(3 * STORIES, same_story=True)))


def test_rows_are_marked_and_stay():
    from explore.annotation.boilerplate import LAYER

    made = doc(f"القدس (رويترز) - {BODY}\nاقرأ أيضا: أخبار القاهرة", ("القدس", "LOC"), ("القاهرة", "LOC"))
    sentences = tables.SENTENCES.frame(
        [("a", k, s.paragraph, s.start, s.end, 0.0, 0, None, False) for k, s in enumerate(made.sentences)]
    )
    mentions = tables.MENTIONS.frame(pd.DataFrame([
        {"article_id": "a", "start": m.start, "end": m.end, "sentence": 0, "surface": m.surface, "label": m.label,
         "kind": "name", "score": 1.0, "rule": "", "boilerplate": False} for m in made.mentions
    ]))  # fmt: skip
    articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": ["a"], "text": [made.text]}))
    context = Context(None, None, None)
    frames = {"articles": articles, "sentences": sentences, "mentions": mentions}
    found = LAYER.run([made], frames, context)
    assert found["sentences"]["boilerplate"].tolist() == [False, True]
    assert found["mentions"]["boilerplate"].tolist() == [True, True]
    assert len(context.notes) == 1
    assert 0 < SHARE < 1
