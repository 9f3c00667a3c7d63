"""Names on a calendar, as `explore.text.fold` gives them: months, weekdays, zones in Arabic, English, French."""

# One row per month, folded spellings: Egypt and the Gulf; Levant and Iraq; Maghreb; English; French.
_MONTHS = {
    1: "يناير|كانون الثاني|كانون ثاني|كانون ثان|جانفي|january|janvier|jan|janv",
    2: "فبراير|شباط|فيفري|february|février|fevrier|feb|févr|fév",
    3: "مارس|اذار|مرس|march|mars|mar",
    4: "ابريل|نيسان|افريل|april|avril|apr|avr",
    5: "مايو|ايار|ماي|may|mai",
    6: "يونيو|يونيه|حزيران|جوان|june|juin|jun",
    7: "يوليو|يوليه|تموز|جويليه|يوليوز|july|juillet|jul|juil",
    8: "اغسطس|اب|اوت|غشت|اغشت|august|août|aout|aug",
    9: "سبتمبر|ايلول|شتنبر|شتمبر|september|septembre|sept|sep",
    10: "اكتوبر|تشرين الاول|تشرين اول|october|octobre|oct",
    11: "نوفمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|نونبر|نوفنبر|november|novembre|nov",
    12: "ديسمبر|كانون الاول|كانون اول|دجنبر|دجمبر|december|décembre|decembre|dec|déc",
}
_WEEKDAYS = {
    0: "الاثنين|اثنين|monday|mon|lundi",
    1: "الثلاثاء|ثلاثاء|tuesday|tue|mardi",
    2: "الاربعاء|اربعاء|wednesday|wed|mercredi",
    3: "الخميس|خميس|thursday|thu|jeudi",
    4: "الجمعه|جمعه|friday|fri|vendredi",
    5: "السبت|سبت|saturday|sat|samedi",
    6: "الاحد|احد|sunday|sun|dimanche",
}
HIJRI_MONTHS = (
    "محرم|المحرم|صفر|ربيع الاول|ربيع اول|ربيع الثاني|ربيع ثاني|ربيع الاخر|جمادي الاولي|جمادي الاول|جمادي الثانيه|"
    "جمادي الاخره|جمادي الاخر|رجب|شعبان|رمضان|شوال|ذو القعده|ذي القعده|ذو الحجه|ذي الحجه"
)

OFFSETS = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "wet": 0, "west": 1,
            "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "gst": 4}  # fmt: skip
_PLACES = {
    "مكه|السعوديه|الرياض|المملكه": "Asia/Riyadh",
    "القاهره|مصر": "Africa/Cairo",
    "بيروت|لبنان": "Asia/Beirut",
    "دمشق|سوريا": "Asia/Damascus",
    "القدس|فلسطين|غزه": "Asia/Hebron",
    "عمان": "Asia/Amman",
    "بغداد|العراق": "Asia/Baghdad",
    "الكويت": "Asia/Kuwait",
    "الدوحه|قطر": "Asia/Qatar",
    "ابوظبي|ابو ظبي|دبي|الامارات": "Asia/Dubai",
    "مسقط": "Asia/Muscat",
    "صنعاء|اليمن|عدن": "Asia/Aden",
    "الخرطوم|السودان": "Africa/Khartoum",
    "طرابلس|ليبيا": "Africa/Tripoli",
    "تونس": "Africa/Tunis",
    "الجزائر": "Africa/Algiers",
    "الرباط|المغرب": "Africa/Casablanca",
    "باريس": "Europe/Paris",
    "لندن": "Europe/London",
    "موسكو": "Europe/Moscow",
    "تركيا|اسطنبول": "Europe/Istanbul",
    "واشنطن|نيويورك": "America/New_York",
}
# Zones that share their letters with others: AST is Arabia's and the Atlantic's.
UNSURE = {"ast", "adt", "bst", "ist", "jst", "kst", "irst", "trt", "pkt", "sgt", "hkt", "aest", "akst", "hst"}

#: {folded name: month 1 to 12}, {folded name: weekday, Monday 0}, {folded city or country: IANA time zone}.
MONTHS = {name: n for n, names in _MONTHS.items() for name in names.split("|")}
WEEKDAYS = {name: n for n, names in _WEEKDAYS.items() for name in names.split("|")}
ZONES = {name: zone for names, zone in _PLACES.items() for name in names.split("|")}
