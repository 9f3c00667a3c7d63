"""One cell of a foreign table: as text, as a short label, as a language.

Tables of news hold lists of authors, sources that are objects, numbers where there should be names, and many ways of
saying nothing.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import numpy as np
import pandas as pd

from explore.reading import encodings
from explore.text import ARABIC

_PERSIAN, _URDU = re.compile("[پچژگ]"), re.compile("[ٹڈڑےںھہ]")
_LANGUAGES = {"arabic": "ar", "العربية": "ar", "عربي": "ar", "ara": "ar", "english": "en", "eng": "en", "persian": "fa",
              "farsi": "fa", "urdu": "ur", "french": "fr", "fra": "fr"}  # fmt: skip


def scalar_of(value: Any) -> Any:
    """Return a cell as a single value: the first of several, bytes decoded."""
    if isinstance(value, bytes):
        return encodings.decode(value).text
    if isinstance(value, (list, tuple, np.ndarray)):
        return value[0] if len(value) else None
    return value


def string_of(value: Any, join: str) -> str | None:
    """Return a cell of any type as a string; None for the many ways of saying nothing."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bytes):
        return encodings.decode(value).text
    if isinstance(value, (list, tuple, set, np.ndarray)):
        parts = [part for part in (string_of(v, join) for v in value) if part]
        return join.join(parts) or None
    if isinstance(value, dict):  # {"id": …, "name": …}, or text in pieces
        named = next((value[k] for k in ("name", "title", "text", "value", "#text", "$oid") if k in value), None)
        return string_of(named, join) if named is not None else json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def label_of(value: Any) -> str | None:
    """Return a short field as a string without space at its ends; None when empty."""
    raw = string_of(value, ", ")
    if raw is None:
        return None
    text = raw if raw.isascii() else encodings.repair_mojibake(raw)[0]
    return encodings.clean(text)[0].strip() or None


def language_of(given: Any, text: str) -> str | None:
    """Return the language that was given, or what the letters say: ar, fa, ur, 'other', or None without letters."""
    said = (label_of(given) or "").lower()
    if said:
        return _LANGUAGES.get(said, said[:2] if re.match(r"[a-z]{2}([-_]|$)", said) else said)
    sample = text[:600]
    letters = sum(map(str.isalpha, sample))
    arabic = len(ARABIC.findall(sample))
    if not letters:
        return None
    if arabic * 2 < letters:
        return "other"
    if len(_URDU.findall(sample)) > arabic / 20:
        return "ur"
    return "fa" if len(_PERSIAN.findall(sample)) > arabic / 50 else "ar"
