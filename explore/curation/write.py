"""Writing: one more decision at the end of a file, and nothing else in it touched.

The file is the researcher's. What stands in it, comments, order and spaces, stays byte for byte; a new entry is text
that is added. The whole is read and applied before it is written, so that a decision that contradicts another one is
refused and the file stays good; and it is written beside and then renamed, so that no crash leaves half a file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from explore.curation.apply import Decisions, apply, read_decisions
from explore.curation.entries import Source, read_bytes
from explore.errors import BadInput

_HEAD = """\
# Decisions about actors. Each entry begins with "- "; see help(explore.curation) for what it may say.
# Used by: explore.annotate(articles, actors="{name}")
"""


def add_decision(path: str | Path, entry: Mapping[str, str | Sequence[str]]) -> Decisions:
    """Add an entry to the end of a YAML file of decisions, which is made where it is not there.

    Parameters
    ----------
    path : path
        A file whose name ends in .yml or .yaml.
    entry : mapping
        Words as `explore.curation` describes them, such as {"different": ["a", "b"]}.

    Returns
    -------
    Decisions
        All that stand in the file now, applied.

    Raises
    ------
    BadInput
        The entry is none, or contradicts what stands in the file: the file stays as it was.

    Examples
    --------
    >>> file = Path(tempfile.mkdtemp()) / "actors.yml"
    >>> _ = add_decision(file, {"ban": ["الأمل"]})
    >>> print(file.read_text(encoding="utf-8").splitlines()[-1])
    - ban: [الأمل]
    """
    import yaml

    path = checked_path(path)
    before = path.read_bytes() if path.exists() else _HEAD.format(name=path.name).encode()
    found = read_bytes(before, str(path))
    root = yaml.compose(before.decode("utf-8-sig"), Loader=yaml.BaseLoader) if found else None
    if root is not None and root.flow_style:
        raise BadInput(f"{path} is a list in brackets. Write it with one '- ' an entry, so that more can be added.")
    listed = {word: value if isinstance(value, str) else list(value) for word, value in entry.items()}
    written = yaml.safe_dump([listed], allow_unicode=True, sort_keys=False, default_flow_style=None, width=1_000)
    indent = " " * (root.start_mark.column if root is not None else 0)
    lines = "".join(f"{indent}{line}\n" for line in written.splitlines())
    gap = b"" if before.endswith(b"\n") or not before else b"\n"
    after = before + gap + lines.encode("utf-8")
    entries = read_bytes(after, str(path))
    if len(entries) != len(found) + 1:
        raise BadInput(f"{path}: something stands after its list. Write by hand, where it belongs: {written}")
    decisions = apply([Source(path.name, "", entries)])
    _replace(path, after)
    return decisions


def take_back(path: str | Path, before: bytes | None, after: bytes) -> None:
    """Put a file back to what it was before a decision was added, unless something else was written since.

    Raises
    ------
    BadInput
        The file is not as it was left.
    """
    path = checked_path(path)
    if not path.exists() or path.read_bytes() != after:
        raise BadInput(f"{path} was changed since: take the entry out by hand.")
    if before is None:
        path.unlink()
    else:
        _replace(path, before)


def checked_path(path: str | Path) -> Path:
    """Return where the file is, links followed; raise BadInput where no YAML file can be."""
    path = Path(path)
    if path.suffix.lower() not in (".yml", ".yaml"):
        raise BadInput(f"{path}: decisions are added to YAML: name a file that ends in .yml. A CSV can stand beside.")
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name a file in it, such as {path / 'actors.yml'}.")
    if not path.parent.is_dir():
        raise BadInput(f"{path} cannot be written: there is no folder {path.parent}. Make it, or name another file.")
    return path


def present(path: Path) -> Decisions | None:
    """Return the decisions of a file, None where there is none yet."""
    return read_decisions(path) if path.exists() else None


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside: Any = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
