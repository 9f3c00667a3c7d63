"""Variants: whether two spellings are one name.

Arabic papers spell a foreign name by ear: سيرغي or سيرجي, طوني or توني, ويليامسون or وليامسون. Consonants of one
sound stand for each other, short vowels are written long or not at all. An Arabic name is spelt by rule: سالم and
سليم are two men, كمال and جمال too; only hamza, the dots of ya and ta marbuta, and spaces (عبد الله, عبدالله) vary.
So the two kinds are compared by different measures.

`likeness` gives a number. At `SURE` and above nothing but spelling differs; between `MAYBE` and `SURE` two names are
one if something else says so too: the same title, the same company. Below, a reader may still be asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from explore.text import fold

SURE, MAYBE = 0.9, 0.75
_UNSURE, _BELOW = SURE - 0.01, MAYBE - 0.01

# First names of Arabic and Islam without one of the letters that no foreign name has. After them a surname is
# compared as an Arabic one: سلمان and سليمان differ by one long vowel, and are two men.
_GIVEN = frozenset(
    """
    محمد محمود احمد حامد مصطفي يوسف ابراهيم اسماعيل سليمان سلمان سليم سالم سلام سلامه سلطان صالح صلاح صادق صابر
    صبري كريم كمال كامل كاظم جمال جميل جابر جاسم قاسم بلقاسم خالد خليل خليفه طارق طاهر طالب طلال فهد فيصل فاروق
    فارس فادي فؤاد فواد فريد فتحي فاضل فوزي فايز فائز نبيل نادر ناصر نصر نصير نزار نديم نوري ناجي نجيب نايف نواف
    ماجد مجيد مجدي ماهر منير منذر منصور مروان مبارك مازن مالك ممدوح مدحت مختار مراد مسلم مهدي موسي ميسره رامي
    رائد رائف راشد رشيد رشاد رياض رفيق رافت رجب رمزي رؤوف ريم رنا رانيا رشا سامي سامر سامح سمير سلوي سناء سوسن
    سهيل سهير سيف شريف شفيق شكري شوقي شادي شاكر شيرين شيماء هاني هادي هاشم هيثم هشام هند هدي هاله هيام يسري يسرا
    ياسر ياسين ياسمين يحيي وليد وسيم وسام وائل وجدي زيد زياد زكي زكريا زهير زينب بدر بندر بشير بشار بكر بلال
    باسل باسم بسام بسمه بهاء بهجت ثامر ثابت تامر تركي تميم توفيق تيسير انس انور امين امير امجد اكرم ايمن اياد
    ايهاب اسامه اسماء اشرف ادهم ادريس اديب ايات اماني امال ايمان الهام امينه اميره دينا ديما داود دلال درويش
    زاهر لطفي لطيفه لمياء ليلي لينا لبني مني مريم منال مها ميساء نور نورا نوره نوال ناديه نجلاء نهي هاجر ساره
    ساميه سميره كوثر خديجه جواهر جلال جهاد غسان غالب غانم غازي قيس قصي طه مكرم مولود مسرور نيرمين زاهي شمس سيد
    السيد نصري ابو ام ابن بن بنت عبد ال
    """.split()
)
_ARABIC = re.compile("[عحضظء]|^ال|^ابو|^ابن|^بن$|^ام$")  # letters and beginnings that no foreign name has
_SERVANT = re.compile(r"(?<!\w)(عبد(?= ال)|اب[ويا](?= \w)) ")  # عبد الله, عبدالله; أبو زيد, أبوزيد
_NISBA = re.compile(r"(?<!\w)ال(?=\w{3,}ي(?!\w))")  # البارزاني, بارزاني
_LETTERS = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": "", "'": "", "’": "", ".": " ", "-": " ", "–": " ", "_": " "})

_SOUNDS = str.maketrans("غجقخطصثشزذظض", "ككككتسسسسسسد")  # consonants that may stand for each other, for blocking only
_VOWELS = frozenset("اوي")

# What it costs to read one consonant as another: 0.5 where papers differ by habit, 2 where they rarely do.
_SWAPS = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.25, "قك تط سص دض"),
        (0.5, "غج"),
        (1.0, "سث تث"),
        (1.75, "كغ قغ قج"),
        (2.0, "زس زذ جش خك خج خه دت وف"),
    )
    for pair in pairs.split()
}
_LONG = {"ي": 0.75, "ا": 1.3, "و": 1.3}  # a vowel written long or not: i for e most of all (ستيفن, ستيفين)
_NEVER = 9.0
_FEW_BONES = 5  # consonants of a whole name with fewer of which spellings are too easily another's: لي سونغ, لي سيونغ
_ACRONYM = 3  # letters of the longest word of an acronym that is spelt out: its letters are all it has


@lru_cache(maxsize=200_000)
def plain_name(name: str) -> str:
    """Return a name as it is compared: folded, without hamza on its seats, عبد الله and أبو زيد as one word.

    Examples
    --------
    >>> plain_name("رأفت عبد الرؤوف")
    'رافت عبدالرووف'
    """
    folded = " ".join(str(fold(name)).translate(_LETTERS).split())
    return _SERVANT.sub(r"\1", folded)


def without_article(name: str) -> str:
    """Return a name as it is compared, a nisba without its article: البارزاني, بارزاني.

    Examples
    --------
    >>> without_article("مسعود البارزاني")
    'مسعود بارزاني'
    """
    return _NISBA.sub("", plain_name(name))


@lru_cache(maxsize=200_000)
def skeleton(name: str) -> str:
    """Return the consonants of each word, those of like sound as one: names that differ in it are never compared.

    Examples
    --------
    >>> skeleton("سيرغي شويغو") == skeleton("سيرجي شويجو")
    True
    >>> skeleton("سيرغي لافروف")
    'سرك لفرف'
    """
    # Of ث some papers make س, some ت: the three are one here.
    return re.sub(
        r"(\S)\1+", r"\1", " ".join(_skeleton(word) for word in without_article(name).split()).replace("ت", "س")
    )


def _skeleton(word: str) -> str:
    bones = re.sub("[اوي]|ه$", "", word.translate(_SOUNDS))
    return re.sub(r"(.)\1+", r"\1", bones) or word[:1]


def is_arabic_name(name: str) -> bool:
    """Say whether a name is spelt by rule: an Arabic first name, or letters that foreign names have not.

    Examples
    --------
    >>> is_arabic_name("سالم الشامسي"), is_arabic_name("سيرغي شويغو")
    (True, False)
    """
    words = str(fold(name)).split()
    return bool(words) and (words[0] in _GIVEN or any(_ARABIC.search(word) for word in words))


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> float:
    """Return how alike two full names are by sound: 1 the same, `SURE` and above one name spelt twice, 0 nothing.

    Parameters
    ----------
    a, b : str
        Names without clitics, as written.

    Notes
    -----
    Names are compared word by word, and are as alike as their least alike words. Words of an Arabic name are the
    same or are not. For words of a foreign name the cheapest way from one spelling to the other is found: a long
    vowel more or less costs 1, a consonant of like sound 0.5 to 2, one vowel for another 2; how much a word may cost
    grows with its consonants, and a first name may cost less than a surname. A vowel at the end never changes: it
    tells ألكسندر from ألكسندرا. Names that are not alike by sound get their share of common letters, scaled to stay
    below `MAYBE`.

    Examples
    --------
    >>> likeness("سيرغي شويغو", "سيرجي شويجو") >= SURE
    True
    >>> likeness("سالم الشامسي", "صالح الشامسي") >= MAYBE
    False
    """
    arabic = is_arabic_name(a) or is_arabic_name(b)
    a, b = plain_name(a), plain_name(b)
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    if without_article(a) == without_article(b):  # عيسى and العيسى may be two
        return _UNSURE
    first, second = a.split(), b.split()
    spelt_out = max(map(len, first + second)) <= _ACRONYM  # بي بي سي
    if len(first) != len(second) or spelt_out or arabic:
        return _letters_in_common(a, b)
    alike = [_alike(x, y, first=k == 0 < len(first) - 1) for k, (x, y) in enumerate(zip(first, second, strict=True))]
    if min(alike) < MAYBE:
        return _letters_in_common(a, b)
    short = sum(len(_skeleton(word)) for word in first) < _FEW_BONES
    return min(*alike, _UNSURE if short and len(first) > 1 else 1.0)


def _letters_in_common(a: str, b: str) -> float:
    """Return the letters that names have in common, of the least alike words where they have as many words."""
    from rapidfuzz.fuzz import ratio

    first, second = a.split(), b.split()
    pairs = list(zip(first, second, strict=True)) if len(first) == len(second) else [(a, b)]
    return min((ratio(x, y) for x, y in pairs), default=0) / 100 * _BELOW


def _alike(a: str, b: str, *, first: bool) -> float:
    """Return the likeness of two words of a foreign name."""
    if a == b:
        return 1.0
    bones = min(len(_skeleton(a)), len(_skeleton(b)))
    # Once with double letters as they are: in فيدرر and فيدرير they have a vowel between them.
    cost = min(_cost(_respelt(a), _respelt(b)), _cost(a, b))
    limit = {0: 0.0, 1: 0.0, 2: 0.25 if first else 0.5, 3: 1.25 if first else 1.5}.get(bones, 1.5 if first else 2.0)
    if cost <= limit:
        return 1 - (1 - SURE) * cost / max(limit, 1)
    return SURE - 0.05 * (cost - limit) if bones > 2 and cost <= limit + 2 else 0.0


def _respelt(word: str) -> str:
    """Return a foreign word without what may be left out: double letters, ه after a vowel, ا before ي."""
    word = re.sub(r"(.)\1+", r"\1", word)
    word = re.sub("(?<=[اوي])ه$", "", word)
    word = re.sub("ه$", "ا", word)
    word = re.sub("^اي(?=[^اوي])", "ي", word)
    return re.sub(r"^ش(?=[تبن]\w{4})", "س", word)  # شتولتنبرغ, ستولتنبرغ: German and English ears


def _cost(a: str, b: str) -> float:
    """Return the cheapest way from one word to another (Wagner and Fischer), `_NEVER` where there is none."""
    if a[-1] != b[-1] and (a[-1] in _VOWELS or b[-1] in _VOWELS):
        return _NEVER
    row = [0.0] * (len(b) + 1)
    for j in range(1, len(b) + 1):
        row[j] = row[j - 1] + _written_or_not(b, j - 1)
    for i in range(1, len(a) + 1):
        before, row = row, [row[0] + _written_or_not(a, i - 1)] + [0.0] * len(b)
        for j in range(1, len(b) + 1):
            row[j] = min(
                before[j - 1] + _swap(a, i - 1, b, j - 1),
                before[j] + _written_or_not(a, i - 1),
                row[j - 1] + _written_or_not(b, j - 1),
            )
    return row[-1]


def _written_or_not(word: str, k: int) -> float:
    """Return the cost of a letter that the other spelling lacks: only vowels within a word may be left out."""
    return _LONG.get(word[k], _NEVER) if 0 < k < len(word) - 1 else _NEVER


def _swap(a: str, i: int, b: str, j: int) -> float:
    x, y = a[i], b[j]
    if x == y:
        return 0.0
    if x in _VOWELS and y in _VOWELS:
        if i == 0 or j == 0:
            return _NEVER
        # غورباتشوف, غورباتشيف: the ending is one
        return 0.5 if {x, y} == {"و", "ي"} and a[i + 1 :] == b[j + 1 :] == "ف" else 2.5
    return _SWAPS.get(frozenset((x, y)), _NEVER)
