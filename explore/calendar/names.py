"""Names on a calendar, as `explore.text.fold` gives them: months, weekdays, zones in Arabic, English, French."""

import re

from explore.calendar import months

# What explore.calendar.months has not: Mauritania and rarer spellings, English, French.
_MONTHS = {
    1: "كانون ثان|january|janvier|jan|janv",
    2: "february|février|fevrier|feb|févr|fév",
    3: "مرس|march|mars|mar",
    4: "april|avril|apr|avr",
    5: "may|mai",
    6: "june|juin|jun",
    7: "july|juillet|jul|juil",
    8: "اغشت|august|août|aout|aug",
    9: "شتمبر|september|septembre|sept|sep",
    10: "october|octobre|oct",
    11: "تشرين ثان|نوفنبر|november|novembre|nov",
    12: "دجمبر|december|décembre|decembre|dec|déc",
}
_WEEKDAYS = {
    0: "monday|mon|lundi",
    1: "tuesday|tue|mardi",
    2: "wednesday|wed|mercredi",
    3: "thursday|thu|jeudi",
    4: "friday|fri|vendredi",
    5: "saturday|sat|samedi",
    6: "sunday|sun|dimanche",
}
HIJRI_MONTHS = "|".join(sorted(months.HIJRI, key=len, reverse=True))

OFFSETS = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "wet": 0, "west": 1,
            "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "gst": 4}  # fmt: skip
# Zones that share their letters with others: AST is Arabia's and the Atlantic's.
UNSURE = {"ast", "adt", "bst", "ist", "jst", "kst", "irst", "trt", "pkt", "sgt", "hkt", "aest", "akst", "hst"}

#: {folded name: month 1 to 12}, {folded name: weekday, Monday 0}, {folded city or country: IANA time zone}.
MONTHS = months.MONTHS | {name: n for n, names in _MONTHS.items() for name in names.split("|")}
WEEKDAYS = months.WEEKDAYS | {name: n for n, names in _WEEKDAYS.items() for name in names.split("|")}
ZONES = months.ZONES
#: What is written where there is no date, folded.
NOTHING = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "-", "--", "unknown", "غير معروف", "لا يوجد"})
#: What says that a date is not the first, and that it counts from a moment not given.
UPDATED = re.compile(r"(?<!\w)(?:اخر تحديث|تم التحديث|تحديث|عدل|last updated|updated|modified|mis a jour|maj)(?!\w)")
RELATIVE = re.compile(r"(?<!\w)(?:منذ|قبل|ago|yesterday|today|امس|اليوم|الان|il y a|just now|last|hier)(?!\w)")
