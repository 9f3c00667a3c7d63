"""Small words by which a sentence is taken apart, folded: prepositions, what opens a clause, what denies."""

from __future__ import annotations

#: Prepositions, and nouns of time and cause that do their work, folded.
PREPOSITIONS = frozenset(
    "في من الي علي عن مع ضد بين نحو صوب تجاه ازاء باتجاه قرب لدي امام بعد قبل منذ خلال عبر حول بشان بسبب اثر عقب رغم"
    " حتي دون بدون وفق وفقا بحسب حسب ضمن وسط داخل خارج تحت فوق مقابل قبيل بعيد اثناء جراء نتيجه بموجب برفقه باستثناء"
    " لصالح بدل لاجل بغيه بهدف عند شمال جنوب شرق غرب بحق".split()
)
#: After these stands where, when or why something is done rather than to whom.
ASIDE = frozenset(
    "في بعد قبل منذ خلال عبر حول بشان بسبب اثر عقب رغم حتي دون بدون وفق وفقا بحسب حسب ضمن وسط داخل خارج تحت فوق قبيل"
    " بعيد اثناء جراء نتيجه بموجب برفقه لدي امام عند من قرب شمال جنوب شرق غرب بهدف بغيه كعاصمه".split()
)
#: Here a clause begins: its verb has its own subject.
OPENERS = frozenset(
    "ان بان وان فان وبان انه بانه وانه فانه انها بانها وانها فانها انهم بانهم وانهم انهما اننا باننا لكن ولكن لكنه"
    " لكنها ولكنه ولكنها بينما فيما حيث اذ اذا لو حين عندما بعدما حينما كما كذلك ان الذي التي الذين والذي والتي اللذين"
    " اللتين والذين الا غير علما لان لانه لانها مما ما بل . ؛ ؟ ! :".split()
)
RELATIVES = frozenset("الذي التي الذين والذي والتي اللذين اللتين والذين اللذان اللتان".split())
#: Two who were named before: countries, persons, or either.
BOTH = {
    **dict.fromkeys(
        "البلدين البلدان الدولتين الدولتان الحليفين الحليفان للبلدين الجارين الجارتين الحكومتين".split(), "state"
    ),
    **dict.fromkeys(
        "الزعيمين الزعيمان الرئيسين الرئيسان الوزيرين الوزيران الرجلين الرجلان المسؤولين".split(), "person"
    ),
    **dict.fromkeys("الجانبين الجانبان الطرفين الطرفان".split(), "any"),
}
NEGATIONS = frozenset("لم لن لا ليس ليست ولم ولن ولا دون بدون عدم وعدم بعدم لعدم فلن فلم فلا".split())
AUXILIARY = frozenset("كان كانت وكان وكانت كانوا قد وقد فقد سوف وسوف لقد ولقد تم يتم سبق".split())
THAT_HE = frozenset("انه بانه وانه فانه انها بانها وانها فانها انهم بانهم اننا باننا وانهم".split())
RESUMING = frozenset("عليها عليه فيها فيه اليها اليه بها به منها منه عنها عنه لها له معها معه".split())
ADVERBS = frozenset(
    "امس اليوم ايضا مجددا ان الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد مساء صباح هنا هناك بشده".split()
)
