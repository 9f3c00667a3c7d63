"""Columns and cells of foreign tables: which column is which, and what stands in a cell.

A corpus may call the body `content`, `full_text` or النص. Names are compared without case, separators, marks or
byte-order marks, so that "Published At", `publishedAt` and `published_at` are the same. A caller's own mapping comes
first; where two columns could serve, the earlier name in `assets/words-reading.toml` is taken. Cells hold lists of
authors, sources that are objects, numbers where there should be names, and many ways of saying nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from explore.assets import words
from explore.errors import BadInput
from explore.reading.encodings import clean, decode, repair_mojibake
from explore.text import ARABIC, fold

_WORDS = words("reading")
_PERSIAN, _URDU = re.compile(_WORDS["persian_pattern"]), re.compile(_WORDS["urdu_pattern"])
# Where objects keep what they stand for: {"id": …, "name": …}, or text in pieces.
_NAMED = ("name", "title", "text", "value", "#text", "$oid")


def key(name: object) -> str:
    """Return `name` as it is compared: folded, without separators.

    Examples
    --------
    >>> key("\ufeffPublished At") == key("publishedAt") == key("published_at")
    True
    """
    return re.sub(r"[\W_]+", "", fold(str(name)))


#: {our name: the names that stand for it, as they are compared}, and all of these names.
KEYS = {ours: tuple(map(key, names)) for ours, names in _WORDS["columns"].items()}
EVERY_KEY = frozenset(name for names in KEYS.values() for name in names)
_COLLECTED = frozenset(map(key, _WORDS["collected"]))
_FILE_NAMES = tuple(map(key, _WORDS["file_names"]))


def check_mapping(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return `columns` as a dict, or raise BadInput where it maps to a name that is not a column of ours."""
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        raise BadInput(
            f"columns must map their names to ours, as {{'source': 'outlet'}}. Found: {type(columns).__name__}."
        )
    chosen = {str(theirs): str(ours) for theirs, ours in columns.items()}
    for theirs, ours in chosen.items():
        if ours not in KEYS:
            swapped = f" Did you mean {{{ours!r}: {theirs!r}}}?" if theirs in KEYS else ""
            raise BadInput(f"columns maps {theirs!r} to {ours!r}; it must be one of {', '.join(KEYS)}.{swapped}")
        if list(chosen.values()).count(ours) > 1:
            raise BadInput(f"columns maps more than one column to {ours!r}. Keep one of them.")
    return chosen


def map_columns(names: Iterable[object], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return {our name: their name} for the columns `names` of a table; `chosen` ({theirs: ours}) comes first.

    Examples
    --------
    >>> map_columns(["المصدر", "full_text", "Date Published", "n"], {})
    {'text': 'full_text', 'outlet': 'المصدر', 'published': 'Date Published'}
    """
    labels = [str(name) for name in names]
    by_key = {key(label): label for label in reversed(labels)}  # of two columns with one name the first is taken
    mapped = {}
    for theirs, ours in chosen.items():
        column = theirs if theirs in labels else by_key.get(key(theirs))
        if column is not None:
            mapped[ours] = column
    for ours, candidates in KEYS.items():
        free = [by_key[k] for k in candidates if k in by_key and by_key[k] not in mapped.values()]
        if ours not in mapped and free:
            mapped[ours] = free[0]
    return mapped


def is_collected(name: str) -> bool:
    """Say whether a column of this name holds the time of collection rather than of publication."""
    return key(name) in _COLLECTED


def file_column(names: Iterable[str]) -> str | None:
    """Return the column of a metadata file that holds the names of files."""
    by_key = {key(name): name for name in names}
    return next((by_key[k] for k in _FILE_NAMES if k in by_key), None)


def unique(names: Iterable[object]) -> list[str]:
    """Return column names as strings, a number after each repeated one, so that no column hides another.

    Examples
    --------
    >>> unique(["text", "text", None])
    ['text', 'text (2)', '']
    """
    seen: dict[str, int] = {}
    result = []
    for name in names:
        label = "" if name is None else str(name)
        seen[label] = seen.get(label, 0) + 1
        result.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return result


def scalar_of(value: Any) -> Any:
    """Return a cell as a single value: the first of several, bytes decoded."""
    if isinstance(value, bytes):
        return decode(value).text
    if isinstance(value, (list, tuple, np.ndarray)):
        return value[0] if len(value) else None
    return value


def string_of(value: Any, join: str) -> str | None:
    """Return a cell of any type as a string; None for the many ways of saying nothing."""
    if value is None or isinstance(value, str):
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
        return str(_WORDS["languages"].get(name, re.sub(r"^([a-z]{2})[-_].*", r"\1", name, flags=re.DOTALL)))
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
