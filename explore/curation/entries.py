"""Entries: the models of what a researcher may write about actors, and the reading of files into them.

Values of YAML are read as text: in YAML itself `country: NO` means "false", not Norway. An entry is flat: a few keys,
each with a text or a list of texts; an empty value is a key left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

import pandas as pd
import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from explore.actors import ACTOR_COLUMNS, slug
from explore.actors.spellings import plain
from explore.errors import BadInput, MissingColumns
from explore.tables.table import Kind


class Place(NamedTuple):
    """Where an entry stands: the file, the number of the entry (1-based), its line (None in a table)."""

    file: str
    number: int
    line: int | None

    def __str__(self) -> str:
        entry = f"Row {self.number}" if self.line is None else f"Entry {self.number} (line {self.line})"
        return f"{entry} of {self.file}"


def _with_letters(name: str) -> str:
    if not plain(name).strip():
        raise ValueError(f"{name!r} has no letter that could be found in a text")
    return name


Name = Annotated[str, AfterValidator(_with_letters)]


class Entry(BaseModel):
    """One entry of a curation file; its subclasses are the kinds of entry."""

    # To strip a text pydantic decodes it, and so refuses lone surrogates.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    note: str = ""
    _place: Place

    def model_post_init(self, context: Any) -> None:
        """Keep the place, which is handed to the validation as its context."""
        self._place = context

    @property
    def place(self) -> Place:
        """Where the entry stands."""
        return self._place

    def __str__(self) -> str:
        said = self.model_dump(by_alias=True, exclude_unset=True, exclude={"note"})
        return " ".join(f"{key} {value if isinstance(value, str) else ', '.join(value)}" for key, value in said.items())


class Merge(Entry):
    """Several actors are one: all their names are those of the actor `into`."""

    names: tuple[Name, ...] = Field(alias="merge")
    into: str
    kind: Kind | None = None


class Ban(Entry):
    """Words that are not a name in these articles."""

    names: tuple[Name, ...] = Field(alias="ban")


class Different(Entry):
    """Actors that are not the same, however alike their names."""

    names: tuple[Name, ...] = Field(alias="different", min_length=2)


class Actor(Entry):
    """A new actor with its names and facts, or one of the knowledge base with those that change."""

    actor_id: str = ""
    name_ar: Name = ""
    name_en: str = ""
    kind: Kind | None = None
    country: str = Field("", pattern="^[A-Z]{2}$")
    wikidata: str = Field("", pattern="^Q[1-9][0-9]*$")
    names: tuple[Name, ...] = Field((), alias="aliases")

    @property
    def described(self) -> str:
        """The id of the actor, made from name_en where none is given."""
        return self.actor_id or slug(self.name_en)

    @property
    def facts(self) -> dict[str, str]:
        """The columns that the entry states, without the id."""
        return {column: value for column in ACTOR_COLUMNS[1:] if (value := getattr(self, column))}


class Split(Actor):
    """Names that the knowledge base gives to the actor `from` are those of the described actor."""

    names: tuple[Name, ...] = Field(alias="split")
    source: str = Field(alias="from")


EntryKind = TypeVar("EntryKind", bound=Entry)


def of_kind(entries: Iterable[Entry], kind: type[EntryKind]) -> list[EntryKind]:
    """Return the entries of one kind."""
    return [entry for entry in entries if isinstance(entry, kind)]


#: The kinds of entry by the key that tells them; an entry without any of these keys describes an actor.
KINDS: dict[str, type[Entry]] = {"merge": Merge, "split": Split, "ban": Ban, "different": Different}
LISTS = (*KINDS, "aliases")
_HELP = "See help(explore.curation)."
_HINTS = {
    "different": "Give a list of at least two actors.",
    "into": "Give the actor_id, or the name, of the actor that stays.",
    "from": "Give the actor_id, or the name, of the actor that has the names now.",
}
_UNREADABLE = (yaml.YAMLError, RecursionError, pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError)


class EntryFile(NamedTuple):
    """A file or table that was read: its name, the hash of its content, its entries."""

    file: str
    sha256: str
    entries: tuple[Entry, ...]


def read_file(source: object) -> EntryFile:
    """Return the entries of a YAML file, a CSV file or a table; see `explore.curation` for their format."""
    if isinstance(source, pd.DataFrame):
        content, name = source.to_csv(index=False).encode("utf-8", "replace"), "the actors table"
        return EntryFile(name, hashlib.sha256(content).hexdigest(), _from_table(source, name))
    if not isinstance(source, str | Path):
        raise BadInput(f"actors must be a path, a DataFrame or a list of these; got {type(source).__name__}. {_HELP}")
    try:
        content = Path(source).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput(f"{source} cannot be read: {reason}. Give the path of a YAML or CSV file of actors.") from error
    return EntryFile(Path(source).name, hashlib.sha256(content).hexdigest(), read_content(content, str(source)))


def read_content(content: bytes, file: str) -> tuple[Entry, ...]:
    """Return the entries in the content of a file, YAML or CSV by the end of its name."""
    try:
        text = content.decode("utf-8-sig")
        if file.lower().endswith((".yml", ".yaml")):
            return _from_yaml(text, file)
        return _from_table(pd.read_csv(StringIO(text), dtype="str", keep_default_na=False), file)
    except (
        yaml.YAMLError,
        RecursionError,
        pd.errors.ParserError,
        pd.errors.EmptyDataError,
        UnicodeDecodeError,
    ) as error:
        reason = " ".join(str(error).split())
        raise BadInput(f"{file} cannot be read as YAML or CSV in UTF-8: {reason}. {_HELP}") from error


def _from_table(table: pd.DataFrame, file: str) -> tuple[Entry, ...]:
    missing = [name for name in ("name_ar", "name_en") if name not in table.columns]
    if missing and not set(KINDS) & set(table.columns):
        hint = "One row per actor; see help(read_actors)."
        raise MissingColumns("read_actors()", file, missing, table.columns, hint)
    known = {*_keys(Actor), *(key for kind in KINDS.values() for key in _keys(kind))}
    table = table[[name for name in table.columns if name in known]]
    entries = []
    for number, row in enumerate(table.astype("object").where(table.notna(), "").to_dict("records"), start=1):
        cells = {str(key): str(cell) for key, cell in row.items() if str(cell).strip()}
        words = {key: cell.split("|") if key in LISTS else cell for key, cell in cells.items()}
        entries.append(_entry(words, Place(file, number, None)))
    return tuple(entries)


def _from_yaml(text: str, file: str) -> tuple[Entry, ...]:
    loader = yaml.BaseLoader(text)
    root = loader.get_single_node()
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise BadInput(f"{file} must be a list of entries, each beginning with '- '. {_HELP}")
    entries = []
    for number, (node, words) in enumerate(zip(root.value, loader.construct_document(root), strict=True), start=1):
        place = Place(file, number, node.start_mark.line + 1)
        if not isinstance(words, dict) or len(words) < len(node.value):
            raise BadInput(f"{place} must have keys, each once, such as '- ban: [name]'. {_HELP}")
        entries.append(_entry(words, place))
    return tuple(entries)


def _entry(words: dict[str, Any], place: Place) -> Entry:
    """Return the entry that keys and their values make; errors begin with its place."""
    verbs = [key for key in KINDS if key in words]
    if len(verbs) > 1:
        raise BadInput(f"{place} has both {verbs[0]!r} and {verbs[1]!r}. Make two entries of it.")
    kind = KINDS[verbs[0]] if verbs else Actor
    said = {key: _said(key, value, place) for key, value in words.items()}
    try:
        return kind.model_validate({key: value for key, value in said.items() if value}, context=place)
    except ValidationError as invalid:
        error = min(invalid.errors(), key=lambda error: error["type"] != "extra_forbidden")
        key = str(error["loc"][0]) if error["loc"] else "a key"
        problem = f"{error['msg']}; got {error['input']!r}. {_HINTS.get(key, _HELP)}"
        if error["type"] == "extra_forbidden":
            known = ", ".join([*_keys(kind), *(() if verbs else KINDS)])
            problem = f"not a key of {kind.__name__} entries. Known keys: {known}."
        raise BadInput(f"{place}, {key!r}: {problem}") from invalid


def _said(key: str, value: Any, place: Place) -> str | list[str]:
    """Return a value without space at its ends; of a list, each text once, without empty ones."""
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        raise BadInput(f"{place}: {key!r} must be a text or a list of texts, such as [name, name]; not nested.")
    filled = [part.strip() for part in parts if part.strip() not in ("", "~", "null")]
    return list(dict.fromkeys(filled)) if key in LISTS or isinstance(value, list) else "".join(filled)


def _keys(kind: type[Entry]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items()]
