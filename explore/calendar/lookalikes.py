"""What only looks like a date: the expressions that the grammar finds and a reader would not.

A prime minister named May, "14 March" the alliance, the general secretary, a figure of 2014 people, "today" in
somebody's speech, which mostly means in our days.
"""

from __future__ import annotations

import re

from explore.calendar.words import Line
from explore.text import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


# A date after these is a name: قوى 14 آذار, ميدان 6 أكتوبر.
_NAMED = _set(
    "قوى لقوى تحالف فريق معسكر حركة لحركة تيار جماعة ميدان شارع جسر كوبري مدينة بمدينة محور ملعب بملعب استاد ستاد "
    "مطار جامعة مستشفى نادي كتيبة لواء حي منطقة قاعدة طريق محطة حديقة مصنع صحيفة جريدة"
)
# "General" after these, not "year".
_GENERAL = _set(
    "الأمين أمين المدير مدير النائب المدعي القائد المفتش المراقب السكرتير الأمن القطاع الرأي الادعاء الأمينة "
    "المديرة السجل القنصل"
)
# A weekday after these is the name of a prayer, a market, a club.
_OF_DAY = _set("صلاة وصلاة خطبة خطيب إمام صلوات لصلاة سوق بسوق نادي نادى ملعب ضاحية حي الفدائي مسجد")
_AFTER_DAY = _set("السوداء البيضاء العظيمة الحزينة الدامي الأسود الدامية الأبيض")
_OTHER_YEARS = _set("الفارسية الأمازيغية الصينية القبطية العبرية الدراسية القمرية الكردية")
# A year after these is one, also without عام.
_BEFORE_YEAR = _set(
    "انتخابات الانتخابات لانتخابات بانتخابات اتفاق اتفاقية معاهدة حرب وحرب ثورة حدود لحدود نكبة هزيمة نكسة غزو أزمة "
    "انقلاب دستور مونديال لمونديال بمونديال كأس العالم يورو أولمبياد لأولمبياد موسم لموسم بموسم دورة لدورة نسخة "
    "ميزانية موازنة لموازنة إكسبو حملة رئاسيات تشريعيات هدنة احتلال أحداث هجمات اعتداءات تظاهرات احتجاجات مجزرة "
    "مذبحة زلزال تفجيرات قمة عدوان انتفاضة مفاوضات حصاد استفتاء خطوط حدودها الانتخابي الرئاسية البرلمانية التشريعية "
    "قبل بعد منذ لسنة حتى بين إلى خريف ربيع صيف شتاء لعام عامي"
)
# Figures before these, or before any accusative noun, count something.
_COUNTED = _set(
    "شخص شخصا دولار دولارا يورو جنيه ريال درهم دينار ليرة متر مترا كيلومتر كم طن برميل حالة موقع جندي قتيل جريح "
    "لاجئ مهاجر وحدة صوت نقطة مقعد سائح منزل سيارة هدف مليون مليار ألف بالمئة بالمائة طائرة صاروخ درجة قدم كلم ميل "
    "ميلا هكتار امرأة طفل لاعب عامل مدرسة شركة قطعة كتاب موظف معتقل أسير سجين حاج مشارك متطوع ناخب مسافر ساعة يوم "
    "سنة عام شهر"
)
# "Today" after these is "nowadays", "a day" or a newspaper.
_NOT_TODAY = _set(
    "روسيا المصري العرب أخبار حتى لحتى وحتى إلى بعد في لبنان عالم شباب جيل نصف طوال خلال الواحد نفس ذلك مصر العراق "
    "سوريا العالم أما وليد هو وهو هي وهي أصبح أصبحت بأسعار الناس تقع يقع عن يبدو بات باتت زال مازال"
)
_AFTER_TODAY = _set(
    "الأول الأولى الواحد الذي التي السابق الأخير الثاني الثالث الموعود الدراسي السابع المفتوح الوطني العالمي المئة "
    "المائة الأكثر هو هي هم أكثر أفضل أصبح أصبحت الرابع الخامس السادس الثامن التاسع العاشر الختامي الافتتاحي"
)
_WORD = re.compile(r"[^\W\d_]+")
# "A month after that", "six years in power": counted from an event, not from the publication.
_FROM_EVENT = re.compile(
    r"\s+(?:(?:واحد|واحده|كامل|كامله|تقريبا|فقط|متتاليه|متواصله|مضت)\s+)?"
    r"(?:من|علي|ان|او|في\s+(?:السلطه|الحكم|المنصب|السجن|المنفي))(?!\w)"
)
# Two thousand and fourteen *people*: the accusative after a figure.
_ACCUSATIVE = re.compile(r"(?![وف]|هذا|ايضا|تقريبا|تحديدا|مثلا|اذا|لا)[^\W\d_]*[^\W\d_م]ا")
_OF_AGE = re.compile(r"\s+من\s+(?:ال)?عمر")
_NEVER_ALONE = _set("ماي آب جوان أوت")
_AGED = _set("رجل امرأة سيدة شاب شابة كليهما كلاهما شخص شخصين عمر سن رجال نساء لرجل")
# May and March in names of people and places: لويجي دي مايو, شان دو مارس.
_OF_NAME = _set("دي دو لا تيريزا السيدة رئيسة")


def _before(folded: str, at: int, count: int = 1) -> list[str]:
    """Return the words right before a place, nearest first; no further than a line and 40 characters."""
    return _WORD.findall(folded, max(0, at - 40, folded.rfind("\n", 0, at)), at)[::-1][:count] or [""]


def _bare(word: str) -> str:
    """Return a word without what is written onto it before ال."""
    return re.sub("^[وفبلك]{1,2}(?=ال)|^و|^لل?", "", word) if len(word) > 4 else word


def _next(folded: str, at: int) -> str:
    gap = folded[at : at + 30].lstrip(" ")
    match = _WORD.match(gap)
    return match.group() if match else gap[:1]


def fits(kind: str, line: Line, folded: str, first: int, after: int) -> bool:
    """Say whether what looks like a date is one."""
    symbols = line.symbols[first:after]
    start, end = line.starts[first], line.ends[after - 1]
    previous = _before(folded, start)[0]
    following = _next(folded, end)
    if symbols[-1] == "h" and "s" not in symbols and folded[start:end].endswith("صفر"):
        return False  # three goals to nil
    if kind in ("day", "days", "day_of_month"):
        return _bare(previous) not in _NAMED or bool(re.search("[yRWJN]", symbols))
    if kind == "month":
        return following != "الاسود" and _month_fits(symbols, _symbol_before(line, first), previous, folded[start:end])
    if kind == "weekday":
        return _bare(previous) not in _OF_DAY and following not in _AFTER_DAY
    if kind in ("relative", "same") and symbols[0] == "A":
        return _bare(previous) not in _GENERAL
    if kind == "year":
        return following not in _COUNTED
    if kind == "bare_year":
        return _year_fits(line, folded, first, after, previous, following)
    if kind == "years":
        return following not in _COUNTED and not _ACCUSATIVE.fullmatch(following)
    if kind == "decade":
        return not _OF_AGE.match(folded, end) and not _AGED.intersection(_before(folded, start, 4))
    if kind == "ago":
        return not _FROM_EVENT.match(folded, end)
    if kind == "later":
        bare = symbols in (">a", ">s", ">u", ">j")  # بعد أسبوع: an adjective after it makes it a length
        return previous != "يوما" and not _FROM_EVENT.match(folded, end) and not (bare and _WORD.match(following))
    if kind == "now":
        return _now_fits(line, folded, first, after, previous, following)
    if kind == "clock":  # السابعة مساء, not أول ليلة
        return following not in _COUNTED and (symbols[0] != "o" or "ال" in folded[start : start + 4])
    if kind == "holiday":  # a birthday, the new year of others
        return following not in _OTHER_YEARS and line.symbols[after : after + 1] not in ("d", "o", "n")
    return True


def _month_fits(symbols: str, before: str, previous: str, word: str) -> bool:
    if _bare(previous) in _NAMED or (len(symbols) == 1 and previous in _OF_NAME):
        return False
    core = symbols.lstrip("Ef")
    company = symbols[0] == "E" or (before != "" and before in "gft~BE<>&-" and previous != "")
    if core[0] in "sS" or len(core) > 1:
        return True
    if core[0] == "m":  # alone it is as likely another word
        return company and word.rsplit(maxsplit=1)[-1].removeprefix("و") not in _NEVER_ALONE
    if core[0] == "h":
        return False
    return core[0] != "H" or company


def _symbol_before(line: Line, first: int) -> str:
    """Return the symbol before an expression; a و counts only after another date."""
    before = line.symbols[first - 1 : first] if first else ""
    return "" if before == "&" and line.symbols[first - 2 : first - 1] not in tuple("MmyRX)") else before


def _year_fits(line: Line, folded: str, first: int, after: int, previous: str, following: str) -> bool:
    if (
        following in _COUNTED
        or _ACCUSATIVE.fullmatch(following)
        or re.match(r"\s*[%٪$]", folded[line.ends[after - 1] :])
    ):
        return False
    symbols = line.symbols[first:after]
    if "Δ" in symbols or symbols[0] == "E":
        return True
    year = next(value for value in line.means[first:after] if isinstance(value, int) and value > 999)
    if not 1800 <= year <= 2060:
        return False
    if symbols[0] == "(":
        return symbols[-1] == ")"
    before = line.symbols[first - 1 : first] if first else ""
    if before and before in "gt~<>B":
        return True
    return before != "" and before in "xf&WM" and previous in _BEFORE_YEAR and year >= 1900


def _now_fits(line: Line, folded: str, first: int, after: int, previous: str, following: str) -> bool:
    symbols = line.symbols[first:after]
    if symbols == "q":
        return bool(line.means[first] == "tonight")
    if symbols == "v":
        return False
    if symbols != "J":
        return not (symbols[-1] == "J" and following in _AFTER_TODAY)
    start, end = line.starts[first], line.ends[first]
    if folded[start:end] != "اليوم" or previous in _NOT_TODAY or following in _AFTER_TODAY:
        return False  # لليوم الثاني, واليوم
    opens = start == 0 or folded[:start].rstrip(" ")[-1:] in ("", ".", "\n", ":", "؟", "!")
    return not (opens and _WORD.match(following)) and not _inside_quotes(folded, start)


def _inside_quotes(folded: str, at: int) -> bool:
    """Say whether a place is in somebody's words."""
    line = folded[folded.rfind("\n", 0, at) + 1 : at]
    return line.count('"') % 2 == 1 or line.count("«") > line.count("»") or line.count("“") > line.count("”")
