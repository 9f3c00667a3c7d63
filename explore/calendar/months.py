"""Names of months, weekdays and time zones as Arabic newspapers print them, folded.

Three namings live side by side: Egypt and the Gulf take the European names (يناير), the Levant and Iraq the Syriac
ones (كانون الثاني), the Maghreb the French ones (جانفي); Morocco spells some its own way (غشت). Many papers print two
at once (ديسمبر/كانون الأول).
"""

from __future__ import annotations

from explore.text import fold

_NAMES = {
    1: "يناير، جانفي، كانون الثاني، كانون2، كانون ثاني",
    2: "فبراير، فيفري، شباط",
    3: "مارس، آذار، اذار",
    4: "أبريل، إبريل، أفريل، نيسان",
    5: "مايو، ماي، أيار، ماى",
    6: "يونيو، يونيه، جوان، حزيران، يونية",
    7: "يوليو، يوليه، جويلية، يوليوز، تموز، يولية",
    8: "أغسطس، أوت، غشت، آب",
    9: "سبتمبر، شتنبر، أيلول",
    10: "أكتوبر، تشرين الأول، تشرين1، تشرين أول",
    11: "نوفمبر، نونبر، تشرين الثاني، تشرين2، تشرين ثاني",
    12: "ديسمبر، دجنبر، كانون الأول، كانون1، كانون أول، ديسيمبر",
}
#: Folded name of a month: its number.
MONTHS = {fold(name).strip(): number for number, names in _NAMES.items() for name in names.split("،")}

_DAYS = {
    0: "الاثنين، الإثنين، اثنين، الأثنين",
    1: "الثلاثاء، ثلاثاء، الثلاثا",
    2: "الأربعاء، أربعاء، الاربعا",
    3: "الخميس، خميس",
    4: "الجمعة، جمعة",
    5: "السبت، سبت",
    6: "الأحد، أحد، احد",
}
#: Folded name of a weekday: its number, Monday 0.
WEEKDAYS = {fold(name).strip(): number for number, names in _DAYS.items() for name in names.split("،")}

_HIJRI_NAMES = {
    1: "محرم، المحرم",
    2: "صفر",
    3: "ربيع الأول، ربيع أول",
    4: "ربيع الثاني، ربيع ثاني، ربيع الآخر",
    5: "جمادى الأولى، جمادى الأول",
    6: "جمادى الثانية، جمادى الآخرة، جمادى الآخر",
    7: "رجب",
    8: "شعبان",
    9: "رمضان",
    10: "شوال",
    11: "ذو القعدة، ذي القعدة",
    12: "ذو الحجة، ذي الحجة",
}
#: Folded name of a month of the Hijri calendar: its number.
HIJRI = {fold(name).strip(): number for number, names in _HIJRI_NAMES.items() for name in names.split("،")}

_PLACES = {
    "مكه|مكه المكرمه|السعوديه|الرياض|المملكه": "Asia/Riyadh",
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
#: Folded city or country, as after بتوقيت: its IANA time zone.
ZONES = {name: zone for names, zone in _PLACES.items() for name in names.split("|")}
