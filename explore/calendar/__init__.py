"""The calendar of Arabic newspapers: dates written out in texts, and those that sites print above them.

Three namings of months live side by side: Egypt and the Gulf take the European names (يناير), the Levant and Iraq the
Syriac ones (كانون الثاني), the Maghreb the French ones (جانفي); Morocco spells some its own way (غشت). Many papers
print two at once (ديسمبر/كانون الأول), with the weekday, in words or figures of two scripts, in Hijri months too.

In a text, a date is an expression that is resolved against the day the article came out:

    words       a text as a line of symbols, one a word of the calendar
    grammar     what an expression looks like: short regular expressions over such lines
    filters     what only looks like one; `find_expressions` gives the expressions of a Doc
    tense       whether the verbs around speak of what was or is to come
    resolve     what expressions mean (`meaning`, `days`, `periods`), alone and in pairs
    iso         values: ISO 8601 points and intervals, Hijri days, hours and zones

Above a text, a date stands complete or is none: `printed.parse_published` reads it as a moment in UTC.
"""

from explore.calendar.filters import find_expressions
from explore.calendar.grammar import Expression
from explore.calendar.iso import bounds, day_of, to_utc
from explore.calendar.meaning import Context, Meaning
from explore.calendar.printed import Published, parse_published
from explore.calendar.resolve import grouped, opening, resolve
from explore.calendar.tense import tense_of

__all__ = [
    "Context",
    "Expression",
    "Meaning",
    "Published",
    "bounds",
    "day_of",
    "find_expressions",
    "grouped",
    "opening",
    "parse_published",
    "resolve",
    "tense_of",
    "to_utc",
]
