"""The labels of panels, how names stand in them, and how both are laid out.

A browser lays out an option of a list left to right unless told otherwise, so each Arabic name is isolated.
"""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from explore.assets import labels
from explore.errors import BadInput
from explore.text import isolate

Language = Literal["en", "ar"]
#: A list as wide as its words: the default cuts names after some 20 letters.
WIDE = {"style": {"description_width": "initial"}, "layout": {"width": "max-content", "max_width": "100%"}}
RIGHT_TO_LEFT = """<style>
.explore-rtl, .explore-rtl * { direction: rtl; }
.explore-rtl .widget-label { margin: 0 0 0 8px; text-align: right; }
</style>"""


def word(key: str, language: Language, **values: object) -> str:
    """Return a label in a language with `values` filled in; a key without a label is returned as it is."""
    languages = labels("panels")
    if language not in languages:
        raise BadInput(f"language must be one of {', '.join(map(repr, languages))}; got {language!r}.")
    return languages[language].get(key, key).format(**values)


def both_names(arabic: Any, english: Any, otherwise: Any = "") -> str:
    """Return an actor's names in both languages, each keeping its own direction.

    Examples
    --------
    >>> both_names("موسكو", "Moscow") == isolate("موسكو") + " · " + isolate("Moscow")
    True
    """
    names = [isolate(str(name)) for name in (arabic, english) if pd.notna(name)]
    return " · ".join(dict.fromkeys(names)) or isolate(str(otherwise))
