"""Before or after publication: what the words around a bare weekday or month say.

"قال الخميس" is the Thursday before, "سيلتقي الخميس" the one to come. The nearest verb before the date in its sentence
decides: a verb of the future (سيلتقي، سوف يلتقي) or of what is planned (المقرر، يعتزم), the present tense of what
papers announce (يعقد، يزور، تبدأ), or a verb of the past (قال، وصل، قتل). Where the date opens the sentence, the first
verb after it decides. Perfect verbs look like nouns, so that these are lists, not an analysis.
"""

from __future__ import annotations

import re
from functools import lru_cache

from explore import assets
from explore.text import fold

_FUTURE = frozenset(
    fold(word)
    for word in (
        "سوف المقرر المقررة مقرر مقررا المرتقب المرتقبة مرتقب مرتقبة المتوقع المتوقعة يتوقع تتوقع المزمع المزمعة "
        "المنتظر المنتظرة يعتزم تعتزم يعتزمون ينوي تنوي موعد موعدا موعدها ابتداء اعتبارا بدءا استعدادا تمهيدا ينتظر "
        "تنتظر يستعد تستعد يتأهب تترقب يترقب مهلة بحلول قبيل عشية لن المقبلة المقبل الاستعداد الاستعدادات موعده "
        "يأمل تأمل تخطط يخطط مدعو مدعوة مدعوون يفترض"
    ).split()
)
_ANNOUNCED = (
    "عقد لتقي صل بدأ نطلق زور توجه جتمع ستضيف واجه صوت ستقبل قام فتتح ختتم ستأنف غادر شارك بحث ترأس جري نظم دلي حل "
    "ستمر نتهي دخل نتخب قترع ستكمل ستهل لعب خوض قود ؤدي حيي عتزم سعي لقي ناقش طلق نتقل سافر باشر"
)
_PRESENT = frozenset(fold(letter + stem + end) for stem in _ANNOUNCED.split() for letter in "يت" for end in ("", "ون"))
_PAST = frozenset(
    fold(form)
    for verb in (
        "قال أعلن أكد ذكر أفاد أضاف صرح كشف أوضح نفى اعتبر اتهم دعا طالب حذر قرر وصل التقى بدأ انطلق انتهى قتل أصيب "
        "شن نفذ اعتقل أوقف أطلق أفرج وقع وقعت اجتمع زار عقد استقبل غادر عاد توفي لقي أصدر صوت وافق رفض أقر أجرى "
        "اجرى استأنف فاز خسر تعادل سجل هزم تعرض هاجم قصف استهدف سيطر دخل خرج انسحب أغلق افتتح اختتم نشر نقل بث كتب "
        "غرد ندد أدان رحب هنأ شارك شهد شيع تظاهر احتشد اندلع اندلعت سقط تحطم غرق ضرب عثر انفجر فجر أعدم حكم أدانت "
        "برأ مثل استدعى طرد فرض رفع خفض ارتفع انخفض تراجع صعد هبط أغلقت تقدم حقق أحبط ضبط صادر أعاد سلم تسلم وجه "
        "بعث تلقى تحدث ناقش بحث استقال أقال قدم أثار أدت أدى انتقد قضى قضت سبق أصبح ظهر طلب حصل دفع نجح شملت شمل "
        "أحرز أنهى أنهت خاض أشاد زاد أسفر عرض انتقل انضم قاد أبدى أبدت ضم عبر انتشر حاول اختار حمل فشل نزل اتفق فقد "
        "استمر اعتمد ظل نوه صدر اتخذ عزز أدلى أدلت وجد ساهم واجه خلص شكل عانى عمل دافع فر أرسل اضطر كاد حدد ولد فتح "
        "علم اكتشف حسم شاهد نال وثق قدر استخدم سعى سعت منح نسب أرجع أنقذ أتت رصد أوقع خضع طرح اعتذر استعرض استطاع "
        "نبه حض أشعل دمر سئل منع فاجأ شغل ناشد ركز اقترب عرف حل قفز احتفل كثف قلص انفصل أيد لمح رجح بعد عقب إثر منذ "
        "عين انتخب حضر غاب نظم أقيم أقام توجه جرى جرت كان كانت تم تمت قام قامت مات أمر أبلغ أطلع سلمت أتى جاء وضع"
    ).split()
    for form in (verb, verb + "ت", verb + "وا", verb + "ا", "و" + verb, "و" + verb + "ت")
) | {
    fold(word)
    for word in "أعلنه أعلنته قاله قالته أعلنتها نشره نشرته أجراها أجراه عقده عقدها عقدت أصدره أصدرته مقتل".split()
}
# Nouns and names that begin like a verb of the future.
_NOT_FUTURE = re.compile(
    "سيا(?!تي|خذ|مر|مل|كل)|سيد|سيطر|سينا|سينم|سيول|سيره|سيرغ|سيرجي|سيرا|سيف|سيلفا|سيتي|سيسي|سيمون|سيلان|سيبيري| "
    "سيكار|سيدني|ستراتي|ستوكهولم|ستورمي|ستاند|ستاد|ستيف|ستين|ستون|ستار|سترا|ستريت|ستيني|سيئ|سيما|سيغ|سيلز| "
    "ستوديو|ستال|سته"
)
_WILL = re.compile("[وف]?س[يتن][^\\W\\d_]{2,}[^\\W\\d_ا]")
_UNTIL = frozenset("حتي لغايه".split())
# A sentence that opens in the present tense announces; not what reports (يقول) or reminds (يذكر، يشار).
_LEAD = re.compile("ي(?!وم|ذكر|شار|قول|ضيف|اسر|مني|هود|ري|عد|وس|حي|ميني|ساري|ونا|لدز|ورو)[^\\W\\d_]{2,}")
_WAS = frozenset("كان كانت وكان وكانت".split())
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 140  # characters of the sentence looked back upon


@lru_cache(maxsize=1)
def _spoken() -> frozenset[str]:
    """Return the perfect forms of the verbs of saying."""
    cues = assets.load("cues.csv")
    forms = {fold(form) for forms in cues.loc[cues["kind"] == "verb", "forms"] for form in str(forms).split("|")}
    perfect = {form for form in forms if form[:1] not in "يتن"}
    return frozenset(perfect | {"و" + form for form in perfect}) | _PAST


def direction(folded: str, start: int, end: int, limits: tuple[int, int]) -> int:
    """Return 1 where the words around a date speak of what is to come, -1 of what was, 0 where they do not say.

    Parameters
    ----------
    folded : str
        The folded text.
    start, end : int
        Where the date stands.
    limits : tuple of int
        Where its sentence begins and ends.
    """
    before = _WORD.findall(folded, max(limits[0], start - _REACH), start)
    for at in range(len(before) - 1, -1, -1):
        if said := _tense(before[at]):
            # "was to meet on Thursday": planned then, over now
            return -1 if said > 0 and _WAS.intersection(before[max(0, at - 5) : at]) else said
    opens = limits[0] >= start - _REACH and before and _LEAD.fullmatch(before[0])
    if opens or (before and before[-1] in _UNTIL):
        return 1
    if len(before) <= 2:
        for word in _WORD.findall(folded, end, min(limits[1], end + _REACH // 2)):
            if said := _tense(word):
                return said
    return 0


def _tense(word: str) -> int:
    if word in _FUTURE or word in _PRESENT or (word[0] == "و" and (word[1:] in _PRESENT or word[1:] in _FUTURE)):
        return 1
    if _WILL.fullmatch(word) and not _NOT_FUTURE.match(word.lstrip("وف")):
        return 1
    return -1 if word in _spoken() else 0
