"""Capitals as governments: موسكو أعلنت, but في موسكو.

Newspapers say the capital and mean the government that sits there. The words beside it tell: who announces, accuses or
refuses acts (اتهمت واشنطن, موسكو تنفي); whose stance, fears or pressure are told has them (موقف واشنطن); one negotiates
with a government and is backed by it (مباحثات مع دمشق, بدعم من طهران); and relations are between two (بين كييف وموسكو).
Where nothing tells, the capital is a place. Such a mention keeps its label LOC; its actor is the state's government,
the one that الحكومة الروسية means too, so that co-mentions count them together.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from explore import schema
from explore.actors import aliases, capitals
from explore.text import fold

# Seats that are no capitals in the table, and capitals that two powers claim or that share a famous club's name.
_SEATS = {"tel-aviv": "government-of-israel"}
_CONTESTED = frozenset(("sanaa", "jerusalem", "tripoli", "aden", "juba"))
_CLUBS = frozenset(("rome", "madrid", "monaco", "lisbon"))
_BEFORE, _AFTER = 48, 28

# Third person feminine singular: the capital is its subject. Perfect stems without ت, imperfect without their prefix.
_ACTS = (
    "اعلن|اتهم|قال|اكد|نفي|نف|رفض|ادان|دان|حذر|هدد|طالب|دع|وافق|ايد|عارض|طرد|استدع|سحب|انسحب|فرض|رد|اعترف|قرر|وقع|رحب|"
    "استنكر|انتقد|اعرب|ابد|وصف|اعتبر|راي|اضاف|اوضح|ذكر|شدد|تعهد|وعد|اشترط|اقترح|عرض|ابلغ|زعم|لوح|استبعد|استخدم|دعم|"
    "مول|سلح|تخل|تمسك|اصر|تراجع|بررت|برر|حمل|امهل|عينت|عين|جمد|علق|الغ|انه|استانف|قطع|خفض|صعد|كثف|ضغط|تدخل|سارع|"
    "تجاهل|تسع|سع|خطط|بدا|واصل|منح|سلم|نشر|ارسل|حشد|شن|اطلق|اجر|حثت|حث|ناشد|كشف|توعد|ندد|تحفظ|التزم|انتهك|خرق|تورط"
)
_WANTS = (
    "تعلن|تتهم|تقول|توكد|تنفي|ترفض|تدين|تحذر|تهدد|تطالب|تدعو|توافق|تويد|تعارض|تفرض|ترد|تعترف|تقرر|توقع|ترحب|تنتقد|تعرب|"
    "تصف|تعتبر|تري|تصر|تشدد|تتعهد|تقترح|تعرض|تزعم|تلوح|تستبعد|تستخدم|تدعم|تمول|تسلح|تتمسك|تحمل|تسعي|تخطط|تواصل|تمنح|"
    "تريد|ترغب|تعتزم|تنوي|تخشي|تامل|تحاول|تعتقد|تعتمد|تمتلك|تملك|تصنف|تقود|تقف|تدافع|تحتاج|تستطيع|تفضل|تلتزم|تنتهك|"
    "تتدخل|تعمل|تستعد|تدرس|تبحث|تنتظر|تتوقع|تحرص|تنظر|تتعامل|تلعب|تسلم|ترسل|تنسحب|تتراجع|تشترط|تحتفظ|تضغط|تبرر"
)
_OBJECT = "(?:ه|ها|هم|هما|نا)?"
_VERB = rf"(?:(?:{_ACTS})ت{_OBJECT}|س?(?:{_WANTS}){_OBJECT})"
# Governments have these, cities do not; إعلان, مؤتمر, اتفاق and هجمات are left out: إعلان القاهرة, هجمات باريس.
_HELD = (
    "موقف|مواقف|سياسه|سياسات|مخاوف|قلق|انسحاب|التزام|التزامات|قرار|قرارات|دور|حلفاء|حليف|حليفه|نظام|حكومه|سلطات|اتهام|"
    "اتهامات|رد|ردود|مطالب|مطالبه|رغبه|رفض|تهديدات|تهديد|استراتيجيه|نفوذ|مصالح|مصلحه|سلوك|تدخل|تدخلات|ضغوط|ضغط|جهود|"
    "مساعي|سعي|خطه|خطط|موافقه|استعداد|حرص|تمسك|اصرار|اعتراف|محاولات|محاوله|علاقات|علاقه|شروط|نوايا|طموحات|انشطه|مواجهه|"
    "دعم|معارضه|نيه|تعهدات|تعهد|عداء|خصوم|خصم|انتهاك|انتهاكات|عقوبات|اداره|تحركات|وكلاء|شريك|شركاء|تقارب|عزم|سيطره|"
    "تصرفات|وعود|ثقه|غضب|استياء|تحفظات|رهان|اوراق|يد|تورط|ضلوع|مسووليه|تنازلات|تجاهل|تراجع|امتثال|شن|قيام"
)
_WITH = r"(?:مع|ضد|تجاه|ازاء|حيال)"
_FROM = (
    r"(?:(?:مدعوم|مدعومه|مدعومين|مدعومون|المدعوم|المدعومه|المدعومين|المدعومون|بدعم|دعم|بطلب|طلب|بضغط|بضغوط|بايعاز|بامر|"
    r"بمباركه|بموافقه|موافقه|مقرب|المقرب|المقربه|المقربين|بتمويل|الممول|الممولين|تمويل|بتحريض|بقرار|ردا) من|"
    r"من (?:قبل|جانب)|"
    r"(?:ال)?(?:عقوبات|ضغوط|ضغط|حصار)(?: \w+){0,2} علي)"
)
_LOYAL = (
    r"(?:الموالي|الموالين|المواليه|مواليه|موالين|الحليف|الحليفه|حليف|حليفه|التابع|التابعه|تابعه|الداعم|الداعمه|بالنسبه|"
    r"المناهضه|مناهضه|المعاديه|معاديه|حلفاء|خلافا|دعما|تحديا|تحذير|تهديد|انذار|رساله)"
)
# What is done to these is done to a government: يتهم أنقرة، هدد طهران، معاقبة موسكو.
_DONE_TO = (
    r"(?:[يتن]|ست|سي)?(?:اتهم|تهم|حذر|هدد|طالب|انتقد|نتقد|عاقب|ابلغ|بلغ|ناشد|حث|شكر|دان|ادان|امهل|تحدي|استفز|ابتز)(?:ت|وا|ون)?|"
    r"(?:معاقبه|اتهام|ادانه|انتقاد|تهديد|تحذير|مطالبه|ابتزاز|استفزاز|تحميل|مسالمه|مهادنه|محاسبه)"
)
_ROADS = re.compile(r"طريق|رحل|مساف|قطار|خط |خطوط|طيران|سفر|جوي|كيلومتر|تنقل|مبار|حدود|تزامن|مقارن|توقيت|سكك|تربط|يربط")
# What is said of a town even after أن: أن دمشق تعرضت للقصف.
_TOWN = r"(?:تعرضت|شهدت|تشهد|تقع|تبعد|تضم|تستضيف|استضافت|سقطت|تحولت|مدينه|عاصمه|ستستضيف|تحتضن)"

_RULES = (
    ("verb before", re.compile(rf"(?<!\w)[وف]?{_VERB}(?: (?:قد|(?:ب|في|علي|ل|من|الي)ها?))? $")),
    ("verb after", None),
    ("held", re.compile(rf"(?<!\w)[وف]?[بل]?(?:{_HELD}) $")),
    ("done to", re.compile(rf"(?<!\w)[وف]?[بل]?(?:{_DONE_TO})(?: (?:ايضا|مجددا))? $")),
    ("with", re.compile(rf"(?<!\w)و?{_WITH} $")),
    ("from", re.compile(rf"(?<!\w)و?{_FROM} $")),
    ("between", re.compile(r"(?<!\w)بين $")),
)
_SUBJECT = re.compile(rf" (?:(?:قد|لن|لا|لم|كانت|ايضا|انها|نفسها) )*{_VERB}(?!\w)")
_THAT = re.compile(r"(?<!\w)(?:[وف]?(?:ان|بان|لان|لكن)) $")
_SAYS_MORE = re.compile(
    rf" [\"«“]?(?!{_TOWN})(?:س?ت\w{{3,}}|لن|لم|لا|ليست|مستعده|كانت|قد|غير|\w{{2,}}ت|\w{{2,}}تا|\w{{3,}}تان)(?!\w)"
)
_DUAL = re.compile(r" (?:ست|ت)\w{2,}ان(?!\w)")
_AT = re.compile(
    r"(?<!\w)[وف]?(?:(?:ب|ال|بال)?(?:عاصمه|مدينه|محافظه|بلديه|محكمه|جامعه|مطار|ريف)|"
    r"في|الي|نحو|قرب|وسط|شمال|جنوب|شرق|غرب) $"
)
_FOR = re.compile(rf"(?<!\w){_LOYAL} $")
_SAYS = re.compile(r"(?: [بل]\w+)? ?:(?! ?\d)")  # a headline: موسكو: لن نتراجع


def stand_for_governments(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return `mentions` with the government as actor of each capital that stands for it, and why in `rule`.

    Parameters
    ----------
    articles : DataFrame
        article_id, text.
    mentions : DataFrame
        schema.MENTIONS, linked.

    Returns
    -------
    DataFrame
        The same rows in the same order; label and kind stay.

    Notes
    -----
    Precision first: a capital without one of these signs stays the place. Capitals that are claimed by two powers
    (صنعاء) stay places too.
    """
    governments = _governments()
    rows = mentions[(mentions["label"] == "LOC") & mentions["actor_id"].isin(governments)]
    if rows.empty:
        return mentions
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    found: dict[object, str] = {}
    columns = ["article_id", "start", "end", "surface", "actor_id"]
    before: tuple[str, int, object] | None = None
    for index, article, start, end, surface, actor in rows[columns].itertuples(name=None):
        text = texts[article]
        why = _why(text, start, end, surface, actor)
        after = before is not None and before[0] == article and start - before[1] == 1
        if not why and before and after and not surface.startswith("و") and found.get(before[2], "")[:4] == "verb":
            why = "object"  # اتهمت الدوحة الرياض
        joined = before is not None and before[0] == article and start - before[1] <= 1 and surface.startswith("و")
        if joined and before is not None:
            # موسكو وواشنطن: what the one is, the other is; a dual verb after both names two who act.
            if not why and before[2] in found:
                why = "beside a government"
            elif not why and _DUAL.match(str(fold(text[end : end + _AFTER]))):
                why = "two act"
            if why and before[2] not in found and why != "verb before":
                found[before[2]] = "beside a government"
        if why:
            found[index] = why
        before = (article, end, index)
    if not found:
        return mentions
    table = mentions.copy()
    chosen = pd.Index(list(found))
    table.loc[chosen, "actor_id"] = table.loc[chosen, "actor_id"].map(governments)
    table.loc[chosen, "rule"] = table.loc[chosen, "rule"] + pd.Series(found).map("; for its government: {}".format)
    return schema.MENTIONS.frame(table)


def _why(text: str, start: int, end: int, surface: str, actor: str) -> str:
    left = str(fold(text[max(0, start - _BEFORE) : start]))
    right = str(fold(text[end : end + _AFTER]))
    bare = _bare(surface)
    if bare and bare != "و":
        return "loyal to it" if bare in ("ل", "ول") and _FOR.search(left) else ""
    at_line = start == 0 or text[start - 1] == "\n"
    if at_line and _SAYS.match(right):
        return "says"
    if _AT.search(left):
        return ""
    if _SUBJECT.match(right) or (_THAT.search(left) and _SAYS_MORE.match(right)):
        return "verb after"
    for why, rule in _RULES:
        if rule is None or (actor in _CLUBS and why in ("with", "between")):
            continue
        if rule.search(left):
            return "" if why in ("with", "between", "held") and _ROADS.search(left) else why
    return ""


@cache
def _bare(surface: str) -> str:
    """Return the clitic of a capital's surface: ل of لموسكو."""
    folded = str(fold(surface))
    return next(
        (c for c in ("ول", "وب", "ل", "ب", "ك", "ف") if folded.startswith(c) and folded[len(c) :] in _names()), ""
    )


@cache
def _names() -> frozenset[str]:
    table = aliases()
    return frozenset(str(fold(name)) for name in table.loc[table["actor_id"].isin(_governments()), "alias"])


@cache
def _governments() -> dict[str, str]:
    return {seat: government for seat, government in (capitals() | _SEATS).items() if seat not in _CONTESTED}
