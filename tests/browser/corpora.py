"""Corpora for tests of the Explorer's file: one that is annotated, one of hostile text."""

import dataclasses

import pandas as pd

import explore
from explore import tables

SENTENCES = [
    "التقى الرئيس الروسي فلاديمير بوتين نظيره الأمريكي جو بايدن في جنيف.",
    "قال الأمين العام للأمم المتحدة أنطونيو غوتيريش إن الحرب في غزة مأساة.",
    "أعلن الكرملين أن بوتين سيزور الصين يوم 12 مايو 2024.",
    "نفت أوكرانيا مقتل جنود في هجوم على كييف.",
    "وصف دونالد ترامب الاتفاق بأنه «انتصار كبير» للولايات المتحدة.",
    "رحبت مصر بالسلام والتعاون مع السعودية.",
    "انهارت المحادثات وقتل عشرات في سوريا.",
    "قال إيمانويل ماكرون: «نريد وقفا لإطلاق النار في غزة».",
    "هطلت أمطار غزيرة على الطرق.",
]
# Each article has its own wording: a sentence that an outlet prints again and again is boilerplate.
WHEN = ["صباحا", "مساء", "ظهرا", "أمس", "قبل أيام"]
WHERE = ["بعد مشاورات", "وفق البيان", "في ختام الجلسة", "دون تفاصيل", "كما كان متوقعا", "بحضور الوفود", "من جديد"]
OUTLETS = ["الأفق", "النبأ", "المرصد"]
TOPICS = ["حرب", "دبلوماسية", "طقس"]


def news_corpus(n_articles=60):
    """Sixty articles of three outlets with datelines and four copies, one without a date, annotated; topics by hand."""
    articles = []
    for k in range(n_articles):
        chosen = [SENTENCES[(k * 7 + j * (1 + k % 3)) % len(SENTENCES)] for j in range(2 + k % 3)]
        dateline = "القاهرة (رويترز) - " if k % 5 == 1 else ""
        articles.append({
            "article_id": f"a{k:02}",
            "title": f"عنوان {k}: {chosen[0][:25]}",
            "text": dateline + " ".join(f"{s[:-1]} {WHEN[k % 5]} {WHERE[(k + j) % 7]}." for j, s in enumerate(chosen)),
            "outlet": OUTLETS[k % 3 if k % 7 else 0],
            "section": ["politics", "economy"][k % 2],
            "published": None if k == n_articles - 1 else f"2024-{1 + k // 10:02}-{1 + (k * 5) % 28:02}",
            "url": f"https://example.org/{k}",
        })  # fmt: skip
    copies = [{**articles[k], "article_id": f"copy-{k}", "outlet": OUTLETS[2]} for k in (0, 11, 20, 31)]
    corpus = explore.annotate(pd.DataFrame([*articles, *copies]), topics=False)
    rows = [(article, k % 3, 0.5) for k, article in enumerate(corpus.articles["article_id"])]
    return dataclasses.replace(
        corpus,
        topics=tables.TOPICS.frame(rows),
        topic_labels=tables.TOPIC_LABELS.frame([(k, name, 20, "nmf") for k, name in enumerate(TOPICS)]),
        topic_terms=tables.TOPIC_TERMS.frame(
            [(k, f"{name}{j}", 1.0) for k, name in enumerate(TOPICS) for j in range(3)]
        ),
    )


RUN = "window.ran=1"
HOSTILE = [
    *(f"{before}<script>{RUN}</script>{after}" for before in ("", "</script>", "</style>", "</textarea>", "-->", "]]>", "'\">", "</title>")
      for after in ("", "<!--")),
    *(f"<{tag} {event}={quote}{RUN}{quote}>" for tag, event in (
        ("img src=x", "onerror"), ("svg", "onload"), ("body", "onload"), ("a href=# autofocus tabindex=1", "onfocus"),
        ("details open", "ontoggle"), ("video><source", "onerror"), ("div style=animation-name:x", "onanimationstart"),
        ("input autofocus", "onfocus"), ("marquee", "onstart"), ("iframe srcdoc=x", "onload"), ("object data=x", "onerror"),
    ) for quote in ("'", '"', "")),
    "<iframe src=javascript:window.ran=1>", f"<a href='javascript:{RUN}'>x</a>", f"javascript:{RUN}", "<base href=//evil.example>",
    "<form action=//evil.example><button>x</button></form>", "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<!--", "<!--<script>", "<![CDATA[", "&lt;script&gt;", "&#60;b&#62;", "&amp;",
    "' onclick='window.ran=1", '" onmouseover="window.ran=1', "` onclick=`window.ran=1", '" autofocus onfocus="window.ran=1', "\\\"-window.ran-\\\"",
    "{{7*7}}", "${window.ran=1}", "<%= 1 %>", "#{7*7}", "{n} {name} {all}", "$& $1 $$", "%s %n %0", "\\u003cscript\\u003e", "\\",
    "__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "__defineGetter__", "null", "undefined", "NaN", "true", "0", "-1",
    "=1+1", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://evil.example\")", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "  =1", "＝1", "a,b;c\td", 'a"b',
    "line\nbreak", "line\rbreak", "sep\u2028line", "sep\u2029para", "nul\x00", "bell\x07", "\ufeffbom", "\u202eevil\u202c", "\u2067\u2066\u202a",
    "zero\u200b\u200cwidth", "e" + "\u0301" * 60, "ا" * 3000, "x" * 3000, "👩\u200d👩\u200d👧 😀", "\U0010ffff", "ﷺ﷽", "  ", "؟!«»",
]  # fmt: skip


def hostile_corpus():
    """A corpus of tables in which every text is hostile: titles, outlets, sections, names, labels, terms, words, urls."""
    articles, sentences, mentions, actors, topics = [], [], [], [], []
    for k, text in enumerate(HOSTILE):
        id_, actor = f"article {k} {text}"[:60], f"actor {k} {text}"[:60]
        body = f"{text} {HOSTILE[k - 1]}"
        articles.append({"article_id": id_, "title": text, "text": body, "outlet": text, "section": text, "author": text,
                         "url": f"javascript:{RUN}//{text}" if k % 2 else f"https://example.org/{text}",
                         "published": pd.Timestamp("2024-01-01", tz="UTC") + pd.Timedelta(days=k)})  # fmt: skip
        sentences.append((id_, 0, 0, 0, len(body), 0.1, 0, pd.NA, False))
        for other in (k, (k + 1) % len(HOSTILE), 0):
            mentions.append(
                (
                    id_,
                    other,
                    other + 1,
                    0,
                    text[:1],
                    "PER",
                    "name",
                    f"actor {other} {HOSTILE[other]}"[:60],
                    1.0,
                    text[:9],
                    False,
                )
            )
        actors.append(
            {
                "actor_id": actor,
                "name_ar": text,
                "name_en": text,
                "kind": "PER",
                "country": text,
                "n_mentions": 1,
                "n_articles": 1,
            }
        )
        topics.append((id_, k % 40, 0.5))
    mentions = pd.DataFrame(mentions, columns=list(tables.MENTIONS.names)).drop_duplicates(
        ["article_id", "start", "end"]
    )
    return explore.Corpus(
        articles=tables.ARTICLES.frame(pd.DataFrame(articles)),
        sentences=tables.SENTENCES.frame(pd.DataFrame(sentences, columns=list(tables.SENTENCES.names))),
        mentions=tables.MENTIONS.frame(mentions),
        actors=tables.ACTORS.frame(pd.DataFrame(actors)),
        topics=tables.TOPICS.frame(pd.DataFrame(topics, columns=["article_id", "topic", "weight"])),
        topic_labels=tables.TOPIC_LABELS.frame([(k, HOSTILE[k], 5, HOSTILE[k]) for k in range(40)]),
        topic_terms=tables.TOPIC_TERMS.frame([(k, HOSTILE[-k], 1.0) for k in range(40)]),
    )
