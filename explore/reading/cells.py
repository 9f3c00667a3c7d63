"""A cell of a foreign table: as text, as a short label, as a language.

Tables of news hold lists of authors, sources that are objects, numbers where there should be names, and many ways of
saying nothing.
"""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pandas as pd

from explore.assets import words
from explore.reading.encodings import clean, decode, repair_mojibake
from explore.text import ARABIC

_LANGUAGES = words("reading")["languages"]
_PERSIAN, _URDU = re.compile(words("reading")["persian_pattern"]), re.compile(words("reading")["urdu_pattern"])
# Where objects keep what they stand for: {"id": …, "name": …}, or text in pieces.
_NAMED = ("name", "title", "text", "value", "#text", "$oid")


def scalar_of(value: Any) -> Any:
    """Return a cell as a single value: the first of several, bytes decoded."""
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, (list, tuple, np.ndarray)):
        return value[0] if len(value) else None
    return value


def string_of(value: Any, join: str) -> str | None:
    """Return a cell of any type as a string; None for the many ways of saying nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return join.join(filter(None, (string_of(item, join) for item in value))) or None
    if isinstance(value, dict):
        named = next((value[name] for name in _NAMED if name in value), None)
        return string_of(named, join) if named is not None else json.dumps(value, ensure_ascii=False, default=str)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def label_of(value: Any) -> str | None:
    """Return a short field as a string without space at its ends; None when empty."""
    text = string_of(value, ", ")
    if text is None:
        return None
    return clean(text if text.isascii() else repair_mojibake(text)[0])[0].strip() or None


def language_of(stated: Any, text: str) -> str | None:
    """Return the stated language, or what the letters say: ar, fa, ur, 'other', or None without letters."""
    if name := (label_of(stated) or "").lower():
        return str(_LANGUAGES.get(name, name[:2] if re.match(r"[a-z]{2}([-_]|$)", name) else name))
    sample = text[:600]
    letters = sum(map(str.isalpha, sample))
    arabic = len(ARABIC.findall(sample))
    if arabic * 2 < letters or not letters:
        return "other" if letters else None
    if len(_URDU.findall(sample)) > arabic / 20:
        return "ur"
    return "fa" if len(_PERSIAN.findall(sample)) > arabic / 50 else "ar"
