"""Entries: what a researcher decided, read from a file or a table, one entry a decision, and where it stands.

YAML is read with every value as text: to YAML itself `country: NO` is the word "false", and not Norway. An entry is
flat, a few words that each have a text or a list of texts; whatever else YAML can hold is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from explore.actors import ACTOR_COLUMNS
from explore.errors import BadInput, MissingColumns

#: What an entry may decide, and the words it may have beside it. Without any of the four it describes an actor.
KEYS = {
    "merge": ("into", "kind"),
    "split": ("from", *ACTOR_COLUMNS),
    "ban": (),
    "different": (),
    "": (*ACTOR_COLUMNS, "aliases"),
}
VERBS = tuple(filter(None, KEYS))
LISTS = (*VERBS, "aliases")
_WORDS = tuple(dict.fromkeys((*VERBS, *(key for keys in KEYS.values() for key in keys), "note")))
# Words that one would expect, and how the same is said here.
_INSTEAD = {
    "rename": "To rename an actor write '- actor_id: ID' and its new name_ar or name_en.",
    "alias": "To add names write '- actor_id: ID' and 'aliases: [name, name]'.",
    "actor": "An actor's id is its 'actor_id'.",
    "add": "A new actor is an entry with name_ar and name_en.",
    **dict.fromkeys(("to", "in", "of"), "A merge goes 'into' an actor, a split takes names 'from' one."),
}
_LIST = "A file of decisions is a list: each begins with '- ', such as '- merge: [name]' and under it '  into: ID'."


@dataclass(frozen=True)
class Entry:
    """One decision: its verb ('' for a description of an actor), its words, the names in its lists, its place."""

    verb: str
    words: Mapping[str, str]
    names: tuple[str, ...]
    number: int
    line: int | None
    file: str

    @property
    def where(self) -> str:
        """Say where it stands, to begin a message with."""
        if self.line is None:
            return f"Row {self.number} of {self.file}"
        return f"Entry {self.number} (line {self.line}) of {self.file}"

    def __str__(self) -> str:
        names = ", ".join(self.names)
        if self.verb in ("merge", "split"):
            joint = "into" if self.verb == "merge" else "from"
            return f"{self.verb} {names} {joint} {self.words[joint]}"
        if self.verb:
            return f"{self.verb} {names}"
        return f"actor {self.words['actor_id'] or self.words['name_en']}"


@dataclass(frozen=True)
class Source:
    """What was read: the name of the file, the hash of its bytes, its entries."""

    file: str
    sha256: str
    entries: tuple[Entry, ...]


def read_source(source: str | Path | pd.DataFrame) -> Source:
    """Return the entries of a YAML file, a CSV file or a table; see `explore.curation` for what they may be."""
    if isinstance(source, pd.DataFrame):
        written = source.to_csv(index=False).encode("utf-8", "replace")
        return Source("the actors table", _hash(written), _of_table(source, "the actors table"))
    if not isinstance(source, str | Path):
        found = type(source).__name__
        raise BadInput(f"Decisions on actors are a path or a DataFrame; found {found}. See help(explore.curation).")
    path = Path(source)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"{path} is not there. Give the path of a YAML or CSV file of actors.") from error
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror or error}. Give the path of a YAML or CSV file of actors."
        ) from error
    return Source(path.name, _hash(content), read_bytes(content, str(path)))


def read_bytes(content: bytes, file: str) -> tuple[Entry, ...]:
    """Return the entries in the content of a file, YAML or CSV by the name of the file."""
    kind = "YAML" if file.lower().endswith((".yml", ".yaml")) else "CSV"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} cannot be read as a {kind} file in UTF-8: {error}") from error
    if kind == "YAML":
        return _of_yaml(text, file)
    try:
        table = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise BadInput(f"{file} cannot be read as a CSV file in UTF-8: {error}") from error
    return _of_table(table, file)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _of_table(table: pd.DataFrame, file: str) -> tuple[Entry, ...]:
    if not set(VERBS) & set(table.columns):
        missing = [name for name in ("name_ar", "name_en") if name not in table.columns]
        if missing:
            hint = "One row per actor; see help(read_actors)."
            raise MissingColumns("read_actors()", file, missing, table.columns, hint)
    known = [name for name in _WORDS if name in table.columns]
    entries = []
    for number, row in enumerate(table[known].to_dict("records"), start=1):
        cells = {str(name): "" if _is_null(cell) else str(cell).strip() for name, cell in row.items()}
        filled: dict[str, Any] = {name: cell for name, cell in cells.items() if cell}
        lists = {name: [part.strip() for part in filled[name].split("|")] for name in LISTS if name in filled}
        entries.append(_entry(filled | lists, number, None, file))
    return tuple(entries)


def _is_null(cell: Any) -> bool:
    return bool(pd.api.types.is_scalar(cell) and pd.isna(cell))


def _of_yaml(text: str, file: str) -> tuple[Entry, ...]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        raise BadInput(f"{file} is no YAML{line}: {getattr(error, 'problem', None) or error}. {_LIST}") from error
    except RecursionError as error:
        raise BadInput(f"{file} is nested too deeply. {_LIST}") from error
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise BadInput(f"{file} begins with no '- '. {_LIST}")
    entries = []
    for number, node in enumerate(root.value, start=1):
        line = node.start_mark.line + 1
        where = f"Entry {number} (line {line}) of {file}"
        if not isinstance(node, yaml.MappingNode):
            raise BadInput(f"{where} has no words with a colon. {_LIST}")
        words: dict[str, Any] = {}
        for key, value in node.value:
            at = f"{where}, line {key.start_mark.line + 1}"
            if not isinstance(key, yaml.ScalarNode):
                raise BadInput(f"{at}: a word before a colon is a plain text. {_LIST}")
            if key.value in words:
                raise BadInput(f"{at}: {key.value!r} stands twice. Make two entries of it.")
            words[key.value] = _value(value, f"{at}: {key.value!r}")
        entries.append(_entry(words, number, line, file))
    return tuple(entries)


def _value(node: Any, what: str) -> Any:
    """Return a text, or a list of texts, of a YAML node."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return "" if node.value in ("~", "null") else node.value.strip()
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return [item.value.strip() for item in node.value]
    raise BadInput(f"{what} takes a text, or a list of texts such as [بوتين, بوتن]; there is something nested.")


def _entry(words: dict[str, Any], number: int, line: int | None, file: str) -> Entry:
    """Check the words of an entry for themselves."""
    bare = Entry("", {}, (), number, line, file)
    verbs = [verb for verb in VERBS if verb in words]
    if len(verbs) > 1:
        raise BadInput(f"{bare.where} says both {verbs[0]!r} and {verbs[1]!r}. Make two entries of it.")
    verb = verbs[0] if verbs else ""
    allowed = (*filter(None, [verb]), *KEYS[verb], "note")
    for word, value in words.items():
        if word not in allowed:
            raise BadInput(f"{bare.where}: {word!r} has no meaning {_beside(verb)}. {_hint(word, allowed, verb)}")
        if isinstance(value, list) and word not in LISTS:
            raise BadInput(f"{bare.where}: {word!r} takes one text, not a list.")
    names = words.get(verb or "aliases", [])
    names = [names] if isinstance(names, str) else names
    if verb and not any(names):
        raise BadInput(f"{bare.where}: {verb!r} has no names.")
    for word in {"merge": ["into"], "split": ["from"]}.get(verb, []):
        if not words.get(word):
            raise BadInput(f"{bare.where}: {verb!r} needs {word!r}: the actor_id, or the name, of the other actor.")
    if verb == "different" and len(set(filter(None, names))) < 2:
        raise BadInput(f"{bare.where}: 'different' needs at least two actors.")
    plain = {word: words.get(word, "") for word in KEYS[verb] if word not in LISTS}
    return Entry(verb, plain, tuple(dict.fromkeys(filter(None, names))), number, line, file)


def _beside(verb: str) -> str:
    return f"beside {verb!r}" if verb else "in an entry"


def _hint(word: str, allowed: Iterable[str], verb: str) -> str:
    if word in _INSTEAD:
        return _INSTEAD[word]
    among = [*allowed] if verb else [*VERBS, *allowed]
    near = get_close_matches(word, among, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"It may have {', '.join(allowed)}; an entry may decide {', '.join(VERBS)}."
