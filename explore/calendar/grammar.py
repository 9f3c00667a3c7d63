"""What a calendar expression looks like: regular expressions over the symbols of `words`, by kind.

Each kind is one short expression; the first that fits at a place is taken, so the longer ones stand first. What only
looks like a date is told apart in `filters`.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from explore.calendar.words import Line

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
# Of what may be an hour, what is one: الساعة 10, 10:30 بتوقيت غرينتش, السابعة والنصف مساء, 10:30 صباحا
_HOUR = rf"(?:lr?|(?=[cd]@|{_ORDINAL}{_PAST_HOUR}?G|cG))(?P<hour>c|d|{_ORDINAL})"
# The month of a "week of" or "half of" is a month of a year, or a year, or الشهر الماضي.
_WHOLE = f"(?P<whole>s?{_MONTH}{_TAIL}?|S{_RELATION}|LS|[aA]?y|A{_RELATION}|LA|A)"

_KINDS = {
    # يومي الثالث والرابع من أبريل, من 3 إلى 5 مايو 2018, 14 و15 مايو
    "days": rf"(?:Vj?|[fB]j?)?(?P<first>{_DAY})(?:,?&?{_DAY})?(?:,?&?[t-]|,?&(?!Z))j?"
    rf"(?P<number>{_DAY})f?s?{_MONTH}(?P<tail>{_TAIL})?",
    # يومي 24 و25 من الشهر الجاري, من 9 إلى 12 الجاري
    "days_of_month": rf"(?:Vj?|[fB]j?)?(?P<first>{_DAY})(?:,?&?[t-]|,?&(?!Z))j?"
    rf"(?P<number>{_DAY}(?=f?[SL])|d(?=R))(?:f?(?:S{_RELATION}|LS)|R)",
    "numeric": rf"{_HEAD}Y?D(?:[NG](?!W))?Δ?",
    # الخميس 3 مايو/أيار الماضي, 22 ذي الحجة 1439 الموافق 2 سبتمبر 2018
    "day": rf"{_HEAD}j?Y?\(?(?P<number>{_DAY})\)?f?s?{_MONTH}(?P<tail>{_TAIL})?Δ?"
    rf"(?:,?Y(?P<second>(?P<number2>{_DAY})f?s?{_MONTH}(?P<tail2>{_TAIL})?))?\)?",
    # يوم السبت 21/9
    "slashed": rf"{_PART}*(?:j|jW|W)d/d",
    # الخامس من الشهر الجاري, السبت 14 الجاري
    "day_of_month": rf"{_HEAD}j?(?:\(?(?P<number>{_DAY})f?(?:S{_RELATION}|LS|S=|=S|S(?=x|$|,))|(?P<number2>d)R)",
    # الأسبوع الثاني من أبريل
    "week_of": f"(?P<number>U{_ORDINAL}|oU?u)f{_WHOLE}",
    # الأشهر التسعة الأولى من العام, أول ثلاثة أشهر من العام
    "first_months": f"(?:P(?=[Kdn]?of)|P?ofP(?=[Kdn]f))(?P<number>[Kdn]?)o?f{_WHOLE}",
    # الربع الأول من 2018, النصف الثاني من مايو
    "fraction": f"F(?P<number>{_ORDINAL})f{_WHOLE}",
    # عامي 2014 و2015, 2014-2016, بين 2010 و2015
    "years": r"(?:(?:Bf?)?[VPaAQ]?|(?:[fB][aA]?))y(?:,?&?t|[/-]|,?&)[aA]?y",
    # صيف 2017, الصيف الماضي
    "season": f"LC|C(?P<tail>{_RELATION}|{_YEAR})",
    # ثمانينيات القرن الماضي
    "decade": f"(?:Ef?)?T(?:f?I(?:R|(?P<number>{_ORDINAL})))?",
    "century": f"(?:Ef?)?I(?:R|(?P<number>{_ORDINAL}|d))",
    # عيد الفطر الماضي
    "holiday": rf"(?:[Gj]f?)?O(?P<tail>{_TAIL})?",
    # الساعة العاشرة والنصف صباحا بتوقيت موسكو
    "clock": rf"(?P<own>{_HOUR}(?P<past>{_PAST_HOUR})?(?:f?G)?(?:@|\(@\)?)?)(?:\([cd]@\))?",
    # الأيام الثلاثة الماضية, العامين الماضيين, الـ24 ساعة الماضية
    "span": "(?P<number>P[Kdn](?:e)?R|[dnK][ipjsau]R|QX|[dnK]PR)",
    # نهاية الشهر الجاري, هذا الأسبوع, العام قبل الماضي
    "relative": f"(?:Ef?)?(?:[ASUI]{_RELATION}|L[ASU])|Ef?[ASU](?!o)",
    # منتصف مايو 2018, آذار/مارس, من شهر رمضان
    "month": f"(?:Ef?)?[sS]?{_MONTH}(?P<tail>{_TAIL})?Δ?",
    "year": "(?:Ef?)?[aA]yΔ?",
    # قبل خمسة عشر يوما, منذ نحو شهرين
    "ago": f"[<~]r?(?P<number>{_NUMBER}[apjsu]|b|[asuj](?!i))(?![fyWdoMmH])",
    "later": f">r?(?P<number>{_NUMBER}[apjsu]|b|[asuj])(?![fyWdoMmH])",
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
# The groups of a kind take its name in front, so that those of several kinds can stand in one expression.
_GRAMMAR = re.compile("|".join(f"(?P<{kind}>{re.sub('[?]P<', f'?P<{kind}_', form)})" for kind, form in _KINDS.items()))
_TOGETHER = re.compile("[^x]+")
_NUMERIC = "dnykezKoZ"


class Tail(NamedTuple):
    """What follows a month: a year, one counted from this or from the date before, or last, this and next."""

    kind: Literal["year", "years", "same", "relation"]
    value: int


class Expression:
    """A calendar expression of a line.

    Attributes
    ----------
    kind : str
        Its kind in the grammar.
    line : Line
        The line it stands in.
    first, after : int
        Its first symbol and the one after its last.
    symbols : str
        Its symbols.
    start, end : int
        Where it stands in the folded text.
    """

    def __init__(self, line: Line, match: re.Match[str]) -> None:
        self.kind = str(match.lastgroup)
        self.line, self._match = line, match
        self.first, self.after = match.span()
        self.symbols = match.group()
        self.start, self.end = line.items[self.first].start, line.items[self.after - 1].end

    def _group(self, name: str) -> tuple[int, int]:
        name = f"{self.kind}_{name}"
        return self._match.span(name) if name in self._match.re.groupindex else (-1, -1)

    def place(self, group: str) -> int | None:
        """Return where a part of the expression begins in the folded text, None where it has no such part."""
        first = self._group(group)[0]
        return self.line.items[first].start if first >= 0 else None

    def value(self, symbols: str, group: str | None = None) -> Any:
        """Return what the first of some symbols means, None where the expression (or its part) has none of them."""
        span = self._group(group) if group else (self.first, self.after)
        return next((item.value for item in self.line.items[slice(*span)] if item.symbol in symbols), None)

    def values(self, symbol: str) -> list[Any]:
        """Return what each of a symbol in the expression means."""
        return [item.value for item in self.line.items[self.first : self.after] if item.symbol == symbol]

    def number(self, group: str = "number") -> int:
        """Return the number that words or figures make: خمسة عشر is 15; 0 where there is none."""
        items = self.line.items[slice(*self._group(group))]
        return sum(item.value for item in items if item.symbol in _NUMERIC and item.value)

    def relation(self, group: str | None = None) -> int | None:
        """Return -1 for الماضي, 0 for الجاري, 1 for المقبل, -2 and 2 for قبل الماضي and بعد المقبل."""
        first, after = self._group(group) if group else (self.first, self.after)
        for place in range(first, after):
            if self.line.symbols[place] in "RX":
                value = int(self.line.items[place].value)
                return value * 2 if place > first and self.line.symbols[place - 1] in "<>" else value
        return None

    def tail(self, group: str = "tail") -> Tail | None:
        """Return what an expression says of its year, in a part of it where its kind has that part."""
        part = group if f"{self.kind}_{group}" in self._match.re.groupindex else None
        symbols = self.line.symbols[slice(*self._group(part))] if part else self.symbols
        if "y" in symbols:
            return Tail("year", self.value("y", part))
        if "=" in symbols:
            return Tail("same", self.value("=", part))
        relation = self.relation(part)
        if "A" in symbols:
            return Tail("years", relation or 0)
        return None if relation is None else Tail("relation", relation)

    def before(self) -> str:
        """Return the symbol before the expression, nothing at the beginning of the text."""
        return self.line.symbols[self.first - 1 : self.first] if self.first else ""


def candidates(line: Line) -> list[Expression]:
    """Return what looks like a calendar expression in a line, in order."""
    return [
        Expression(line, match)
        for stretch in _TOGETHER.finditer(line.symbols)
        for match in _GRAMMAR.finditer(line.symbols, *stretch.span())
    ]
