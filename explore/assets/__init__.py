"""Data the package ships: tables of actors and places, lexicons, models; each a release with a checksum.

`manifest.toml` lists every file with its version, rows, SHA-256, licence and source; `CARDS.md` says how each was
made and what it is good for. A file is verified the first time it is used, so that a result never rests on a data
file that was cut short or edited without its manifest. `tools/build_assets.py` rebuilds and checks all of it.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from explore.errors import AssetCorrupt

_MEND = "Reinstall the package; in a checkout where you changed the file on purpose, run: python tools/build_assets.py"


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """Return what `manifest.toml` says of each file: version, rows, sha256, licence, source.

    Examples
    --------
    >>> sorted(manifest()["actors.csv"])
    ['licence', 'rows', 'sha256', 'source', 'version']
    """
    try:
        return tomllib.loads((files(__name__) / "manifest.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise AssetCorrupt(f"explore/assets/manifest.toml cannot be read ({error}). {_MEND}") from error


_verified: set[str] = set()


def load_bytes(name: str) -> bytes:
    """Return the content of a shipped file, verified against the manifest the first time in a process.

    Parameters
    ----------
    name : str
        File name inside `explore/assets`.

    Raises
    ------
    AssetCorrupt
        The file is not in the manifest, is missing, or has another checksum.
    """
    entry = manifest().get(name)
    if entry is None:
        raise AssetCorrupt(f"No asset {name!r} in the manifest. There: {', '.join(sorted(manifest()))}. {_MEND}")
    try:
        content = (files(__name__) / name).read_bytes()
    except OSError as error:
        raise AssetCorrupt(f"Asset {name!r} is in the manifest but cannot be read ({error}). {_MEND}") from error
    if name in _verified:
        return content
    found = hashlib.sha256(content).hexdigest()
    if found != entry["sha256"]:
        raise AssetCorrupt(
            f"Asset {name!r} has SHA-256 {found[:12]}…, its manifest says {entry['sha256'][:12]}…: "
            f"it was changed or cut short. {_MEND}"
        )
    _verified.add(name)
    return content


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(load_bytes(name)), dtype="str", keep_default_na=False)


def load(name: str) -> pd.DataFrame:
    """Return a shipped CSV file as a DataFrame of text columns; an empty cell is an empty text.

    Parameters
    ----------
    name : str
        File name inside `explore/assets`, such as "actors.csv".

    Returns
    -------
    DataFrame
        The file's columns in the file's order, every one text ("NA" is Namibia, not a missing value). A copy:
        changing it changes nothing else.

    Raises
    ------
    AssetCorrupt
        The file is not in the manifest, is missing, or has another checksum.

    Examples
    --------
    >>> load("aliases.csv").columns.tolist()
    ['alias', 'actor_id', 'kind_of', 'rule']
    """
    return _table(name).copy()


@cache
def words(room: str) -> Mapping[str, Any]:
    """Return the word lists that a part of the package reads, from `words-ROOM.toml`.

    A file holds one entry a list, with a comment that says what the words are. Words in one text are separated by
    white space; an array holds entries of several words; a table maps a word to its meaning.

    Parameters
    ----------
    room : str
        The part of the package, such as "calendar".

    Returns
    -------
    mapping of str
        A text becomes a frozenset of its words, an array a tuple in its order, a table a dict; a pattern (its name
        ends with "_pattern") stays a text.

    Raises
    ------
    AssetCorrupt
        The file is not in the manifest, is missing, or has another checksum.

    Examples
    --------
    >>> "تويتر" in words("sources")["social"]
    True
    """
    read = tomllib.loads(load_bytes(f"words-{room}.toml").decode("utf-8"))
    return {name: _word_list(name, value) for name, value in read.items()}


def _word_list(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value if name.endswith("_pattern") else frozenset(value.split())
    return tuple(value) if isinstance(value, list) else value


@cache
def labels(room: str) -> Mapping[str, Mapping[str, str]]:
    """Return the labels that a part of the package shows, in each language, from `labels-ROOM.toml`.

    Parameters
    ----------
    room : str
        The part of the package, such as "panels".

    Returns
    -------
    mapping of str
        {"en": {key: label}, "ar": {key: label}}, with the same keys in both; a `{name}` in a label is to be filled in.

    Raises
    ------
    AssetCorrupt
        The file is not in the manifest, is missing, or has another checksum.

    Examples
    --------
    >>> labels("panels")["en"]["per"]
    'Period'
    """
    return tomllib.loads(load_bytes(f"labels-{room}.toml").decode("utf-8"))


def versions() -> dict[str, str]:
    """Return the version of each shipped file, with the first digits of its checksum: what a corpus records.

    Examples
    --------
    >>> "actors.csv" in versions()
    True
    """
    return {name: f"{entry['version']}+{entry['sha256'][:8]}" for name, entry in sorted(manifest().items())}
