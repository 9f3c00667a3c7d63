"""Writing: an entry is added at the end of a file, and the rest of the file stays byte for byte.

The whole file is read and applied before it is written, so an entry that contradicts another one is refused. It is
written to a temporary file that then takes its place, so that a crash leaves no half-written file.
"""

from __future__ import annotations

import os
import re
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from explore.curation.apply import Overrides, apply
from explore.curation.entries import EntryFile, read_content
from explore.errors import BadInput

_HEAD = """\
# Curation of actors. Each entry begins with "- "; see help(explore.curation) for its keys.
# Used by: explore.annotate(articles, actors="{name}")
"""


def add_entry(path: str | Path, entry: Mapping[str, str | Sequence[str]]) -> Overrides:
    """Add an entry to the end of a YAML file, which is made where it does not exist, and apply the file.

    Parameters
    ----------
    path : path
        A file whose name ends in .yml or .yaml.
    entry : mapping
        Keys as `explore.curation` describes them, such as {"different": ["a", "b"]}.

    Raises
    ------
    BadInput
        The entry is not valid, or contradicts another one: the file stays as it was.

    Examples
    --------
    >>> file = Path(tempfile.mkdtemp()) / "actors.yml"
    >>> _ = add_entry(file, {"ban": ["الأمل"]})
    >>> print(file.read_text(encoding="utf-8").splitlines()[-1])
    - ban: [الأمل]
    """
    path = checked_path(path)
    before = path.read_bytes() if path.exists() else _HEAD.format(name=path.name).encode()
    there = len(read_content(before, str(path)))
    first = re.search(rb"^( *)- ", before, re.MULTILINE)
    indent = first[1].decode() if first else ""
    text = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, default_flow_style=None, width=1_000)
    after = before.removesuffix(b"\n") + b"\n" + textwrap.indent(text, indent).encode("utf-8")
    entries = read_content(after, str(path))
    if len(entries) != there + 1:
        raise BadInput(f"{path} has something after its list. Add the entry by hand, where it belongs: {text}")
    overrides = apply([EntryFile(path.name, "", entries)])
    _replace(path, after)
    return overrides


def take_back(path: Path, before: bytes | None, after: bytes) -> None:
    """Restore the content a file had before an entry was added; raise BadInput where it is not `after` any more."""
    if not path.exists() or path.read_bytes() != after:
        raise BadInput(f"{path} was changed since the entry was added. Take the entry out by hand.")
    if before is None:
        path.unlink()
    else:
        _replace(path, before)


def checked_path(path: str | Path) -> Path:
    """Return where a file is, links followed; raise BadInput where a YAML file cannot be."""
    path = Path(os.path.realpath(path))
    if path.suffix.lower() not in (".yml", ".yaml"):
        raise BadInput(f"Entries are added to YAML only; got {path}. Name a file that ends in .yml.")
    if not path.parent.is_dir():
        raise BadInput(f"{path} cannot be written: there is no folder {path.parent}. Make it, or name another file.")
    return path


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
