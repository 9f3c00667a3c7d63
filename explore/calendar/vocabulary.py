"""The vocabulary of the calendar: which word is which symbol of `words`, and what it means."""

from __future__ import annotations

import re
from typing import Any

from explore.calendar.months import HIJRI, MONTHS, WEEKDAYS, ZONES
from explore.text import fold

# Symbol: its words and, after a colon, what each means.
_PLAIN = {
    "A": "العام السنة:year",
    "a": "عام سنة عاما:year",
    "S": "الشهر:month",
    "s": "شهر شهرا:month",
    "U": "الأسبوع الاسبوع:week",
    "u": "أسبوع أسبوعا:week",
    "J": "اليوم:0",
    "j": "يوم يوما:day",
    "I": "القرن:century العقد:decade",
    "i": "دقيقة دقائق:minute ساعة:hour عقد عقدا:decade قرن قرنا:century",
    "Q": "اليومين:day الأسبوعين:week الشهرين:month العامين السنتين:year العقدين:decade القرنين:century",
    "b": (
        "يومين يومان:day أسبوعين أسبوعان:week شهرين شهران:month عامين عامان سنتين سنتان:year عقدين:decade "
        "قرنين:century"
    ),
    "P": (
        "الأيام:day الأسابيع:week الأشهر الشهور:month السنوات السنين الأعوام:year العقود:decade القرون:century "
        "الساعات:hour"
    ),
    "p": "أيام:day أسابيع:week أشهر شهور:month سنوات سنين أعوام:year عقود:decade قرون:century ساعات:hour",
    "V": "يومي شهري عامي سنتي أسبوعي:0",
    "R": (
        "الماضي الماضية المنصرم المنصرمة الفائت الفائتة الفارط الفارطة المنقضي المنقضية:-1 "
        "الجاري الجارية الحالي الحالية الراهن الراهنة:0 المقبل المقبلة القادم القادمة الآتي الآتية:1"
    ),
    "X": (
        "الماضيين الماضيتين المنصرمين المنصرمتين الفائتين:-1 الجاريين الجاريتين الحاليين:0 "
        "المقبلين المقبلتين القادمين القادمتين:1"
    ),
    "N": "أمس البارحة:-1 غدا:1",
    "v": "الأمس:-1 غد الغد:1",
    "G": "صباح صباحا فجر فجرا ضحى:am مساء مساءا:evening ظهر ظهرا ظهيرة عصر عصرا:pm ليل ليلا ليلة نهار:night",
    "q": "الصباح المساء:0",
    "k": (
        "واحد واحدة:1 اثنا اثني اثنتا اثنتي:2 ثلاث ثلاثة:3 أربع أربعة:4 خمس خمسة:5 ست ستة:6 سبع سبعة:7 ثمان ثماني "
        "ثمانية:8 تسع تسعة:9"
    ),
    "e": "عشر عشرة:10",
    "z": (
        "عشرين عشرون:20 ثلاثين ثلاثون:30 أربعين أربعون:40 خمسين خمسون:50 ستين ستون:60 سبعين سبعون:70 ثمانين ثمانون:80 "
        "تسعين تسعون:90"
    ),
    "K": (
        "الثلاث الثلاثة:3 الأربع الأربعة:4 الخمس الخمسة:5 الست الستة:6 السبع السبعة:7 الثماني الثمانية:8 التسع "
        "التسعة:9 العشر العشرة:10"
    ),
    "Z": "العشرين العشرون:20 الثلاثين الثلاثون:30",
    "n": "مئة مائة:100 مئتين مائتين مئتي:200 ألف:1000 ألفي:2000",
    "o": (
        "الأول الأولى أول الحادي الحادية:1 الثاني الثانية:2 الثالث الثالثة:3 الرابع الرابعة:4 الخامس الخامسة:5 "
        "السادس السادسة:6 السابع السابعة:7 الثامن الثامنة:8 التاسع التاسعة:9 العاشر العاشرة:10"
    ),
    "E": "بداية مطلع أوائل مستهل منتصف أواسط أواخر نهاية ختام آخر بدايات نهايات:0",
    "F": "الربع ربع ربعا:4 النصف نصف:2 الثلث ثلث ثلثا:3",
    "C": "ربيع الربيع:3 صيف الصيف:6 خريف الخريف:9 شتاء الشتاء:12",
    "O": "عاشوراء:h1-10",
}  # fmt: skip
# Words that take no preposition before them.
FUNCTION_WORDS = {
    "L": "هذا هذه هذين:0",
    "f": "من:0",
    "g": "في خلال بحلول غضون أثناء طوال:0",
    "t": "إلى حتى لغاية:0",
    "B": "بين ما بين:0",
    "<": "قبل:0",
    ">": "بعد:0",
    "~": "منذ مذ:0",
    "r": "نحو حوالي قرابة زهاء:0",
    "=": "نفسه نفسها ذاته ذاتها نفس ذات ذلك تلك:0 التالي التالية اللاحق اللاحقة:1 السابق السابقة:-1",
    "l": "الساعة:0",
    "@": "غرينتش جرينتش غرينيتش gmt utc:UTC",
    "!": "إلا:0",
    "Y": "الموافق الموافقة المصادف:0",
    "Δ": "ه هجري هجرية للهجرة:0",
}
# Expressions of several words: the first word, then the others.
_PHRASES = {
    "أمس الأول|أول أمس|أول من أمس|أمس الاول": ("N", -2),
    "بعد غد|بعد غدا|بعد الغد|يوم بعد غد": ("N", 2),
    "الليلة": ("q", "tonight"),
    "أحد عشر|إحدى عشرة|أحد عشرة": ("k", 11),
    "وقت متأخر|ساعة متأخرة|ساعة مبكرة|وقت مبكر|وقت سابق|وقت لاحق|الساعات الأولى|ساعات الصباح": ("G", None),
    "بعد ظهر|بعد الظهر|منتصف ليل|منتصف نهار|منتصف الليل|ساعات الفجر": ("G", "pm"),
    "ت غ|ت . غ|ت.غ": ("@", "UTC"),
    "بالتوقيت المحلي|التوقيت المحلي": ("@", None),
    "بتوقيت شرق الولايات المتحدة|بتوقيت الساحل الشرقي|بتوقيت واشنطن": ("@", "America/New_York"),
    "بتوقيت غرينتش|بتوقيت جرينتش|بتوقيت غرينيتش|بتوقيت جرينيتش|بتوقيت جرنتش": ("@", "UTC"),
    # Holidays on a fixed day, of the Gregorian calendar or, with an h, of the Hijri one.
    "عيد الميلاد المجيد|عيد الميلاد|الكريسماس": ("O", "12-25"),
    "رأس السنة|رأس السنة الميلادية|رأس السنة الجديدة": ("O", "01-01"),
    "ليلة رأس السنة|ليلة رأس السنة الجديدة|عشية رأس السنة": ("O", "12-31"),
    "ليلة عيد الميلاد|عشية عيد الميلاد": ("O", "12-24"),
    "عيد العمال|عيد العمل|يوم العمال العالمي|عيد العمال العالمي|يوم العمال": ("O", "05-01"),
    "عيد الحب|عيد العشاق": ("O", "02-14"),
    "اليوم العالمي للمرأة|يوم المرأة العالمي": ("O", "03-08"),
    "عيد الأم": ("O", "03-21"),
    "كذبة أبريل|كذبة نيسان": ("O", "04-01"),
    "الهالوين|عيد الهالوين|ليلة الهالوين": ("O", "10-31"),
    "عيد الفطر|عيد الفطر المبارك": ("O", "h10-01"),
    "عيد الأضحى|عيد الأضحى المبارك": ("O", "h12-10"),
    "يوم عرفة|وقفة عرفات|يوم عرفات": ("O", "h12-09"),
    "المولد النبوي|المولد النبوي الشريف|ذكرى المولد النبوي": ("O", "h03-12"),
    "رأس السنة الهجرية": ("O", "h01-01"),
}  # fmt: skip
_DECADES = {30: "الثلاثين", 40: "الأربعين", 50: "الخمسين", 60: "الستين", 70: "السبعين", 80: "الثمانين", 90: "التسعين"}
# Names of months that are as common as another word: مارس practised, ماي May, اب a father, جوان, نيسان and شباط names.
_WEAK = {fold(word) for word in "مارس ماي ماى آب أوت جوان نيسان شباط مرس".split()}
_SURE_HIJRI = {"ربيع", "جمادي", "ذو", "ذي", "شوال"}


def read_table(table: dict[str, str]) -> dict[str, tuple[str, Any]]:
    """Return the folded words of a table, each with its symbol and value."""
    found: dict[str, tuple[str, Any]] = {}
    for symbol, line in table.items():
        for words, value in re.findall(r"([^:]+):(\S+)", line):
            meaning = int(value) if re.fullmatch(r"-?\d+", value) else value
            found |= {str(fold(word)): (symbol, meaning) for word in words.split()}
    return found


def entries() -> dict[str, tuple[str, Any]]:
    """Return every word and phrase that takes a preposition before it, with its symbol and value."""
    found = read_table(_PLAIN)
    found |= {name: ("m" if name in _WEAK else "M", number) for name, number in MONTHS.items()}
    found |= {name: ("H" if name.split()[0] in _SURE_HIJRI else "h", number) for name, number in HIJRI.items()}
    for name, number in WEEKDAYS.items():
        if name.startswith("ال"):
            found[name] = ("W", number)
        elif name not in ("اثنين", "احد"):  # two, and someone
            found[name] = ("w", number)
    for decade, stem in _DECADES.items():
        for ending in ("ات", "يات"):
            found[fold(stem + ending)] = found[fold(stem[2:] + ending)] = ("T", 1900 + decade)
    for names, entry in _PHRASES.items():
        found |= {str(fold(name)): entry for name in names.split("|")}
    return found | {f"بتوقيت {name}": ("@", zone) for name, zone in ZONES.items()}
