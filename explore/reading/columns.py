"""Which column is which: the names that corpora, scrapers and newsrooms give to the same eight facts.

A corpus may call the body `content`, `full_text` or النص. Names are compared without case, separators, marks or
byte-order marks, so that "Published At", `publishedAt` and `published_at` are the same. A caller's own mapping comes
first; where two columns could serve, the earlier name in `assets/words-reading.toml` is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from explore.assets import words
from explore.errors import BadInput
from explore.text import fold


def key(name: object) -> str:
    """Return `name` as it is compared: folded, without separators.

    Examples
    --------
    >>> key("\ufeffPublished At") == key("publishedAt") == key("published_at")
    True
    """
    return re.sub(r"[\W_]+", "", fold(str(name)))


#: {our name: the names that stand for it, as they are compared}, and all of these names.
KEYS = {ours: tuple(map(key, names)) for ours, names in words("reading")["columns"].items()}
EVERY_KEY = frozenset(name for names in KEYS.values() for name in names)
_COLLECTED = frozenset(map(key, words("reading")["collected"]))
_FILE_NAMES = tuple(map(key, words("reading")["file_names"]))


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
