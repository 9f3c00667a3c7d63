"""What a calendar expression looks like: regular expressions over the symbols of `words`, by kind.

Each kind is one short expression; the first that fits at a place is taken, so the longer ones stand first. What only
looks like a date is told apart in `lookalikes`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from explore.calendar.lookalikes import fits
from explore.calendar.words import Line


class Found(NamedTuple):
    """An expression: its kind, and its first symbol and the one after its last."""

    kind: str
    first: int
    after: int


_NUMBER = "(?:ke|k&z|[kezdny])"
_ORDINAL = "(?:oe|o&Z|[oZ])"
_DAY = f"(?:d|{_ORDINAL})"
_MONTH = r"(?:[MmHh](?:[/(]?-?[Mm]\)?)?)"  # مايو, مايو/أيار, مايو (أيار), مايو أيار
_RELATION = r"(?:[<>]?[RX]|\([RX]\))"  # الماضي, قبل الماضي, (الجاري)
# 2018, من عام 2018, من العام الماضي, من هذا العام, العام نفسه
_YEAR = f"(?:,?f?(?:[aA]?y\\)?Δ?|A{_RELATION}|LA|A=|=A))"
_TAIL = f"(?:{_YEAR}|{_RELATION})"
_PART = "(?:[E>]?G&?[f,]?)"  # مساء, بعد ظهر, فجر, في وقت متأخر من مساء
_HEAD = rf"(?:{_PART}*(?:j?[NvJ],?)?j?(?:\(?W\)?[,(]?)?)"  # مساء أمس الخميس
_PAST_HOUR = f"(?:[&!]F|[&!]{_NUMBER}i)"  # والنصف, إلا ربعا, وعشرين دقيقة
_CLOCK = (
    rf"(?:lr?(?:c|d|{_ORDINAL}){_PAST_HOUR}?(?:f?G)?(?:\(?@\)?)?|[cd]@|{_ORDINAL}{_PAST_HOUR}?G@?|cG@?)(?:\([cd]@\))?"
)

# The month of a "week of" or "half of" is a month of a year, or a year, or الشهر الماضي.
_WHOLE = f"(?:s?{_MONTH}{_TAIL}?|S{_RELATION}|LS|[aA]?y|A{_RELATION}|LA|A)"

_KINDS = {
    # يومي الثالث والرابع من أبريل, من 3 إلى 5 مايو 2018, 14 و15 مايو
    "days": rf"(?:Vj?|[fB]j?)?{_DAY}(?:,?&?{_DAY})?(?:,?&?[t-]|,?&(?!Z))j?{_DAY}f?s?{_MONTH}{_TAIL}?",
    # يومي 24 و25 من الشهر الجاري, من 9 إلى 12 الجاري
    "days_of_month": rf"(?:Vj?|[fB]j?)?{_DAY}(?:,?&?[t-]|,?&(?!Z))j?(?:{_DAY}f?(?:S{_RELATION}|LS)|dR)",
    "numeric": rf"{_HEAD}Y?D(?:[NG](?!W))?Δ?",
    # الخميس 3 مايو/أيار الماضي
    "day": rf"{_HEAD}j?Y?\(?{_DAY}\)?f?s?{_MONTH}{_TAIL}?Δ?(?:,?Y{_DAY}f?s?{_MONTH}{_TAIL}?)?\)?",
    # يوم السبت 21/9
    "slashed": rf"{_PART}*(?:j|jW|W)d/d",
    # الخامس من الشهر الجاري, السبت 14 الجاري
    "day_of_month": rf"{_HEAD}j?\(?{_DAY}f?(?:S{_RELATION}|LS|S=|=S|S(?=x|$|,))|(?:{_HEAD})j?dR",
    # مايو 15, 2018
    "month_first": "Md,?y",
    # الأسبوع الثاني من أبريل
    "week_of": f"(?:U{_ORDINAL}|oU?u)f{_WHOLE}",
    # الأشهر التسعة الأولى من العام
    "first_months": f"P[Kdn]?of(?:[aA]?y|A{_RELATION}|LA|A)|P?of(?:P[Kdn])f(?:[aA]?y|A{_RELATION}|LA|A)",
    # الربع الأول من 2018, النصف الثاني من مايو
    "fraction": f"F{_ORDINAL}f{_WHOLE}",
    # عامي 2014 و2015, 2014-2016, بين 2010 و2015
    "years": r"(?:(?:Bf?)?[VPaAQ]?|(?:[fB][aA]?))y(?:,?&?t|[/-]|,?&)[aA]?y",
    # صيف 2017, الصيف الماضي
    "season": f"LC|C(?:{_RELATION}|{_YEAR})",
    # ثمانينيات القرن الماضي
    "decade": f"(?:Ef?)?T(?:f?I(?:R|{_ORDINAL}))?",
    "century": f"(?:Ef?)?I(?:R|{_ORDINAL}|d)",
    # عيد الفطر الماضي
    "holiday": rf"(?:[Gj]f?)?O(?:{_TAIL})?",
    # الساعة العاشرة والنصف صباحا بتوقيت موسكو
    "clock": _CLOCK,
    # الأيام الثلاثة الماضية, العامين الماضيين, الـ24 ساعة الماضية
    "span": "P[Kdn](?:e)?R|[dnK][ipjsau]R|QX|[dnK]PR",
    # نهاية الشهر الجاري, هذا الأسبوع, العام قبل الماضي
    "relative": f"(?:Ef?)?(?:[ASUI]{_RELATION}|L[ASU])|Ef?[ASU](?!o)",
    # منتصف مايو 2018, آذار/مارس, من شهر رمضان
    "month": f"(?:Ef?)?[sS]?{_MONTH}{_TAIL}?Δ?",
    "year": "(?:Ef?)?[aA]yΔ?",
    # قبل خمسة عشر يوما, منذ نحو شهرين
    "ago": f"[<~]r?(?:{_NUMBER}[apjsu]|b|[asuj](?!i))(?![fyWdoMmH])",
    "later": f">r?(?:{_NUMBER}[apjsu]|b|[asuj])(?![fyWdoMmH])",
    # ليل الأحد الاثنين
    "night": r"GW(?:[/-]?|&)W",
    # الثلاثاء من الأسبوع المقبل
    "weekday_of": rf"{_PART}*j?Wf?(?:U{_RELATION}|LU)",
    # أمس الأربعاء, يوم الخميس الماضي, فجر السبت, هذا الثلاثاء
    "weekday": rf"(?:{_PART}*(?:j?[NvJ],?)?L?j?\(?W\)?|{_PART}*jw|{_PART}+w|Gw)(?:{_RELATION})?G?",
    # الشهر نفسه, اليوم التالي
    "same": "[JASUW]=|=[JASU]",
    # مساء اليوم, أمس
    "now": rf"{_PART}*j?(?:N|(?<=j)v|(?<=G)v|(?<=Gf)v|J)G?|L[qJ]|qR|q",
    "bare_year": r"(?:(?:Ef?)?y|\(y\))Δ?",
}
_GRAMMAR = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
_TOGETHER = re.compile("[^x]+")


def expressions(line: Line, folded: str) -> list[Found]:
    """Return the calendar expressions of a line, in order."""
    found = []
    for stretch in _TOGETHER.finditer(line.symbols):
        for match in _GRAMMAR.finditer(line.symbols, *stretch.span()):
            kind = str(match.lastgroup)
            if fits(kind, line, folded, match.start(), match.end()):
                found.append(Found(kind, match.start(), match.end()))
    return found
