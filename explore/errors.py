"""Errors of the package: each says what is missing, what is there, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class ExploreError(Exception):
    """Base of every error this package raises on purpose."""


class BadInput(ExploreError, ValueError):
    """A value, file or folder that cannot be used; the message says which and why."""


class MissingColumns(ExploreError, KeyError):
    """A table lacks columns that a function needs."""

    def __init__(
        self, needed_by: str, table: str, missing: Iterable[str], found: Iterable[str], hint: str = ""
    ) -> None:
        self.missing = tuple(missing)
        self.found = tuple(map(str, found))
        what = ", ".join(repr(name) for name in self.missing)
        self.message = f"{needed_by} needs {what} in {table}. Found: {', '.join(self.found) or 'no columns'}."
        if hint:
            self.message += f" {hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message  # KeyError would print the repr


class EngineMissing(ExploreError, ImportError):
    """An engine's package or model is not here; the message is the command that gets it."""


class AssetCorrupt(ExploreError, RuntimeError):
    """A shipped data file does not match its manifest."""


class CorpusMismatch(ExploreError, ValueError):
    """A saved corpus does not fit this version's tables."""


class NotebookFailed(ExploreError, RuntimeError):
    """A notebook raised while it was run for sharing; the message names the cell."""
