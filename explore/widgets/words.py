"""The words of the controls in English and Arabic, and how names stand in them.

A browser lays out an option of a list left to right unless told otherwise, so each Arabic name is isolated.
"""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from explore.errors import BadInput
from explore.text import isolate

Language = Literal["en", "ar"]

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "actors": "Actor",
        "outlet": "Outlet",
        "topic": "Topic",
        "story": "Story",
        "per": "Period",
        "since": "From",
        "until": "To",
        "within": "Together in one",
        "by_outlet": "Each outlet by itself",
        "copies": "Count copies",
        "kinds": "Kind of actor",
        "min_n": "Named together at least",
        "alpha": "False discovery rate",
        "all": "All",
        "first": "first article",
        "last": "last article",
        "day": "day",
        "week": "week",
        "month": "month",
        "quarter": "quarter",
        "year": "year",
        "ever": "all time",
        "sentence": "sentence",
        "paragraph": "paragraph",
        "article": "article",
        "PER": "people",
        "GPE": "countries and cities",
        "LOC": "other places",
        "ORG": "organisations",
        "MEDIA": "media",
        "GROUP": "groups",
        "yes": "yes",
        "no": "no",
        "behind": "Sentences behind the chart",
        "rows": "{shown} of {all} rows of the table, those that count most. Any other: {code}",
        "n sentences": "{n} sentences",
        "one sentence": "1 sentence",
        "comma": ", ",
        "no rows": "No sentences: no row of the table counts any.",
        "working": "Working …",
        "error": "This choice cannot be drawn.",
        "reloaded": "The chart was drawn in another page. If it stays as it is, run this cell again.",
        "still": "These controls work in JupyterLab: open the notebook there and run this cell. Shown here:",
        "held": "“{name}” is held at “{value}”: with its other options this page would be too large.",
        "fixed": "“{name}” is held at “{value}”: it works in JupyterLab only.",
        "merges": "Are these one and the same?",
        "nth": "{n} of {all}",
        "same": "Yes, one",
        "two": "No, two",
        "later": "Later",
        "undo": "Undo",
        "keep": "Name to keep",
        "done": "No more suggestions.",
        "postponed": "Put off until next time: {n}.",
        "wrote": "Written to {file}: {entry}",
        "took back": "Taken back: {entry}",
        "then": "To apply what {file} says: {code}",
        "asked": "Answers are taken in JupyterLab: open the notebook there and run this cell. Open suggestions: {n}.",
        "new": "not in the knowledge base",
        "likeness": "sound alike: {n}",
        "first name": "same first name",
        "other first name": "different first names",
        "shared": "both named with: {names}",
        "both": "named in the same article {n} times: two names in one text are often two people",
        "never both": "never named in the same article",
        "mentions": "mentions: {n}",
        "found as": "found as",
        "close reading": "Close reading",
        "marks": "Marked",
        "names only": "names and roles",
        "names and more": "names, roles, quotations, dates",
        "previous": "Previous",
        "next": "Next",
        "undated": "no date",
        "more articles": "{n} more articles: choose an actor to shorten the list.",
        "left out": "{n} more articles are read in JupyterLab: with them this page would be too large.",
    },
    "ar": {
        "actors": "الفاعل",
        "outlet": "المصدر",
        "topic": "الموضوع",
        "story": "القصة",
        "per": "الفترة",
        "since": "من",
        "until": "إلى",
        "within": "معا في",
        "by_outlet": "كل مصدر على حدة",
        "copies": "احتساب النسخ",
        "kinds": "نوع الفاعل",
        "min_n": "الحد الأدنى للذكر معا",
        "alpha": "نسبة الاكتشاف الخاطئ",
        "all": "الكل",
        "first": "أول مقال",
        "last": "آخر مقال",
        "day": "يوم",
        "week": "أسبوع",
        "month": "شهر",
        "quarter": "ربع سنة",
        "year": "سنة",
        "ever": "كل الوقت",
        "sentence": "جملة",
        "paragraph": "فقرة",
        "article": "مقال",
        "PER": "أشخاص",
        "GPE": "دول ومدن",
        "LOC": "أماكن أخرى",
        "ORG": "منظمات",
        "MEDIA": "وسائل إعلام",
        "GROUP": "جماعات",
        "yes": "نعم",
        "no": "لا",
        "behind": "الجمل التي وراء الرسم",
        "rows": "{shown} من {all} صفا في الجدول، أكثرها عددا. ولغيرها: {code}",
        "n sentences": "عدد الجمل: {n}",
        "one sentence": "جملة واحدة",
        "comma": "، ",
        "no rows": "لا جمل: لا صف في الجدول يعد شيئا.",
        "working": "جار العمل …",
        "error": "لا يمكن رسم هذا الاختيار.",
        "reloaded": "رُسم الشكل في صفحة أخرى. إن لم يتغير فشغّل هذه الخلية من جديد.",
        "still": "تعمل هذه الأدوات في JupyterLab: افتح الدفتر فيه وشغّل هذه الخلية. والمعروض هنا:",
        "held": "«{name}» ثابت على «{value}»: لو أضيفت خياراته الأخرى لكبرت الصفحة كثيرا.",
        "fixed": "«{name}» ثابت على «{value}»: لا يعمل إلا في JupyterLab.",
        "merges": "أهما واحد؟",
        "nth": "{n} من {all}",
        "same": "نعم، واحد",
        "two": "لا، اثنان",
        "later": "لاحقا",
        "undo": "تراجع",
        "keep": "الاسم الباقي",
        "done": "لا اقتراحات أخرى.",
        "postponed": "أُجّل إلى المرة القادمة: {n}.",
        "wrote": "كُتب في {file}: {entry}",
        "took back": "سُحب: {entry}",
        "then": "لتطبيق ما في {file}: {code}",
        "asked": "الإجابة في JupyterLab: افتح الدفتر فيه وشغّل هذه الخلية. الاقتراحات المفتوحة: {n}.",
        "new": "ليس في قاعدة المعرفة",
        "likeness": "تشابه النطق: {n}",
        "first name": "الاسم الأول نفسه",
        "other first name": "الاسمان الأولان مختلفان",
        "shared": "ذُكر كلاهما مع: {names}",
        "both": "ذُكرا في مقال واحد {n} مرة: اسمان في نص واحد هما غالبا شخصان",
        "never both": "لم يُذكرا قط في مقال واحد",
        "mentions": "مرات الذكر: {n}",
        "found as": "ورد هكذا",
        "close reading": "قراءة متأنية",
        "marks": "المعلَّم",
        "names only": "الأسماء والصفات",
        "names and more": "الأسماء والصفات والاقتباسات والتواريخ",
        "previous": "السابق",
        "next": "التالي",
        "undated": "بلا تاريخ",
        "more articles": "ومقالات أخرى عددها {n}: اختر فاعلا لتقصر القائمة.",
        "left out": "مقالات أخرى عددها {n} تُقرأ في JupyterLab: لو أضيفت لكبرت الصفحة كثيرا.",
    },
}


def word(key: str, language: Language, **values: object) -> str:
    """Return a word of the interface; a key that is none is its own word."""
    if language not in WORDS:
        raise BadInput(f"language={language!r}: choose {' or '.join(map(repr, WORDS))}.")
    return WORDS[language].get(key, key).format(**values)


def both_names(arabic: Any, english: Any, otherwise: Any = "") -> str:
    """Return an actor's names in both languages, each keeping its own direction.

    Examples
    --------
    >>> both_names("موسكو", "Moscow") == isolate("موسكو") + " · " + isolate("Moscow")
    True
    """
    names = [isolate(str(name)) for name in (arabic, english) if pd.notna(name)]
    return " · ".join(dict.fromkeys(names)) or isolate(str(otherwise))
