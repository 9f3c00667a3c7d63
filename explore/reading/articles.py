"""From rows to articles: one document each, with an id, a date, a language, and what was doubtful about it.

The document is the headline, a newline, the body. Nothing valid in it is changed, not even spaces at its ends, since
everything found later is located by code points of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from explore.assets import words
from explore.calendar.printed import parse_published
from explore.errors import BadInput, MissingColumns
from explore.reading.columns import is_collected, key, label_of, language_of, map_columns, scalar_of, string_of
from explore.reading.encodings import LOST, clean, repair_mojibake
from explore.reading.report import COLUMNS, REJECTED, ROWS, Report, table_of
from explore.reading.rows import KNOWN, Row, Status
from explore.tables import ARTICLES
from explore.text import INVISIBLE, is_arabic

# What a text may hold that is good to know or to look at: the status of the remark, what it says, the pattern.
_UNUSUAL: tuple[tuple[Status, str, str], ...] = (
    ("noted", "invisible characters (direction marks, joiners)", f"[{INVISIBLE}]"),
    ("noted", "presentation forms", "[\ufb50-\ufdff\ufe70-\ufefc]"),
    ("noted", "Persian or Urdu letters", f"[{words('reading')['other_letters_pattern']}]"),
    ("doubtful", "letters that are lost (\ufffd)", LOST),
    ("doubtful", "HTML in the text, kept as it is",
     r"(?i)</?(?:p|div|br|span|a|script|img|strong|b|i|h\d)\b[^>]*>|&(?:nbsp|quot|amp|#\d{2,5});"),
)  # fmt: skip
_CUT = re.compile(r"\[\+\d+ chars\]\s*$")
_LABELS = ("outlet", "url", "author", "section")
_NO_COLUMN, _WHICH = "no column of text", "Say which is the text with columns=."
_WORDS = 4  # in a value that may be a sentence
_SHOWN = 3  # files that an error names


class Gathering:
    """Articles and remarks while rows come in; `finish` gives the table and the report."""

    def __init__(self, chosen: dict[str, str], source: str) -> None:
        self._chosen, self._source = chosen, source
        self._records: list[dict[str, Any]] = []
        # Remarks: where, number of the record (None when there is no article), status, what, detail.
        self._remarks: list[tuple[str, int | None, Status, str, str]] = []
        self._rejected: list[tuple[str, str, str]] = []
        self._foreign: list[str] = []
        self._mappings: dict[tuple[str, ...], dict[str, str]] = {}
        self._columns: dict[str, tuple[str, str, str | None]] = {}

    def mapping(self, names: Iterable[str], file: str) -> dict[str, str]:
        """Return {our name: their name} for the columns of a row."""
        header = tuple(names)
        mapped = self._mappings.get(header)
        if mapped is None:
            mapped = map_columns(header, self._chosen)
            self._mappings[header] = mapped
            ours = {theirs: name for name, theirs in mapped.items()}
            for name in header:
                if name not in self._columns or ours.get(name):
                    self._columns[name] = (file, clean(name)[0], ours.get(name))
        return mapped

    def keep(self, names: list[str]) -> list[str]:
        """Choose the columns of a wide table that are needed; all of them where there is no text, to say so."""
        mapped = self.mapping(names, "")
        return list(mapped.values()) if "text" in mapped else names

    def add(self, row: Row) -> None:
        """Take in one row."""
        row.where, row.file = clean(row.where)[0], clean(row.file)[0]
        reason = self._add_article(row) if row.bad is None else row.bad
        number = len(self._records) - 1 if reason is None else None
        self._remarks += [(row.where, number, *note) for note in row.notes]
        if row.foreign:
            self._foreign.append(f"{row.where} is {row.foreign}")
        if reason:
            self._drop(row, reason)

    def _add_article(self, row: Row) -> str | None:
        """Add the article of a row, or return why the row holds none."""
        mapped = self.mapping(row.fields, row.file)
        if "text" not in mapped:
            return _NO_COLUMN
        values = {ours: row.fields[theirs] for ours, theirs in mapped.items()}
        title, text = _document(row, values)
        if text is None:
            return "no text"
        published, order = _published(row, values.get("published"))
        evidence = label_of(values.get("dating_evidence"))
        if published is not None and not evidence and is_collected(mapped["published"]):
            evidence = f"column {mapped['published']!r}: when it was collected"
        self._records.append({
            "article_id": label_of(row.stem) or label_of(values.get("article_id")), "title": title, "text": text,
            **{name: label_of(values.get(name)) for name in _LABELS},
            "language": language_of(values.get("language"), text), "published": published,
            "dating": None if published is None else label_of(values.get("dating")) or "metadata",
            "dating_evidence": evidence, "where": row.where, "file": row.file, "order": order,
        })  # fmt: skip
        return None

    def _drop(self, row: Row, reason: str) -> None:
        kind = reason.partition(": ")[0]  # what is counted; the rest is the particular of this row
        what = kind if len(kind) < 60 and "/" not in kind else "file that cannot be read"
        self._remarks.append((row.where, None, "dropped", what, "" if what == reason else reason))
        raw = json.dumps(row.fields, ensure_ascii=False, default=str) if row.fields else ""
        self._rejected.append((row.where, clean(reason)[0], clean(raw)[0]))

    def finish(self) -> tuple[pd.DataFrame, Report]:
        """Return the articles and the report.

        Raises
        ------
        MissingColumns, BadInput
            Where no row gave an article.
        """
        if not self._records:
            raise self._nothing()
        present = set(map(key, self._columns))
        if missing := [theirs for theirs in self._chosen if key(theirs) not in present]:
            raise MissingColumns("read_articles(columns=…)", self._source, missing, list(self._columns))
        self._doubt_orders()
        self._identify()
        self._mark_duplicates()
        articles = ARTICLES.frame(pd.DataFrame(self._records).drop(columns=["where", "file", "order"]))
        ids = [*articles["article_id"]]
        remarks = [(where, None if k is None else ids[k], *rest) for where, k, *rest in self._remarks]
        report = Report(
            n_read=len(articles),
            rows=table_of(remarks, ROWS),
            rejected=table_of(self._rejected, REJECTED),
            columns=table_of(list(self._columns.values()), COLUMNS),
        )
        return articles, report

    def _doubt_orders(self) -> None:
        """Doubt the dates that could be read either way in files that put the month first elsewhere."""
        american = {record["file"] for record in self._records if record["order"] == "month first"}
        for k, record in enumerate(self._records):
            if record["order"] == "either" and record["file"] in american:
                what, detail = "day and month could be exchanged", "other dates of this file put the month first"
                self._remarks.append((record["where"], k, "doubtful", what, detail))

    def _identify(self) -> None:
        """Give every article its id: the file's name, the id column, or a hash of what it is; each only once."""
        stated = Counter(record["article_id"] for record in self._records)
        n_stated = len(self._records) - stated.pop(None, 0)
        use = len(stated) * 2 > n_stated
        if n_stated and not use:
            what = "id column not used: most of its values stand for several articles"
            self._remarks.append(("all rows", None, "doubtful", what, ""))
        seen: set[str] = set()
        copies: Counter[str] = Counter()  # without it, a thousand copies would try a thousand numbers each
        for k, record in enumerate(self._records):
            name = record["article_id"] if use else None
            if name is None or name in seen:
                digest = _hash(record)
                stem = new = digest if name is None else f"{name}-{digest[:8]}"
                while new in seen or (use and new in stated):
                    copies[stem] += 1
                    new = f"{stem}-{copies[stem] + 1}"
                if name is not None:
                    what = "id that another article has, made different"
                    self._remarks.append((record["where"], k, "doubtful", what, f"{name} → {new}"))
                record["article_id"] = name = new
            seen.add(name)

    def _mark_duplicates(self) -> None:
        first: dict[bytes, str] = {}
        for k, record in enumerate(self._records):
            digest = hashlib.blake2b(" ".join(record["text"].split()).encode(), digest_size=16).digest()
            earlier = first.setdefault(digest, record["article_id"])
            record["duplicate_of"] = None if earlier == record["article_id"] else earlier
            if record["duplicate_of"]:
                self._remarks.append((record["where"], k, "noted", "exact copy of an earlier article", earlier))

    def _nothing(self) -> BadInput | MissingColumns:
        """Return the error that says why no row gave an article."""
        fields = [json.loads(raw or "{}") for _, reason, raw in self._rejected[:50] if reason == _NO_COLUMN]
        if fields:
            likely = _likely(fields)
            hint = f"Try read_articles(path, columns={{{likely!r}: 'text'}})." if likely else _WHICH
            return MissingColumns("read_articles()", self._source, ["text"], list(fields[0]), hint)
        if self._foreign and not self._rejected:
            files, more = ". ".join(self._foreign[:_SHOWN]), len(self._foreign) - _SHOWN
            others = f", and {more} more" if more > 0 else ""
            return BadInput(f"{self._source} holds no article. {files}{others}. Read are {KNOWN}.")
        reasons = Counter(reason for _, reason, _ in self._rejected).most_common(3)
        why = "; ".join(f"{reason} ({n})" for reason, n in reasons) or "it holds no article"
        return BadInput(
            f"No article could be read from {self._source}: {why}. Check the file, or map its columns with columns=."
        )


def _document(row: Row, values: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the headline and the text, which is None where there is neither headline nor body."""
    title, body = _text(row, values.get("title"), "title"), _text(row, values["text"], "text")
    if body is None:
        if title is not None:
            row.notes.append(("doubtful", "headline without a text", ""))
        return title, title
    text = body if title is None else f"{title}\n{body}"
    _inspect(row, text)
    if _CUT.search(body):
        row.notes.append(("doubtful", "text that its source cut off", body[-40:]))
    return title, text


def _text(row: Row, value: Any, what: str) -> str | None:
    """Return title or text as a string, repaired, with remarks; None where nothing is in it."""
    raw = string_of(value, "\n")
    if raw is None:
        return None
    if not isinstance(value, (str, bytes)):
        row.notes.append(("doubtful", f"{what} is not a string", type(value).__name__))
    text, misread = (raw, None) if raw.isascii() else repair_mojibake(raw)
    if misread:
        row.notes.append(("repaired", misread, what))
    text, n = clean(text)
    if n:
        row.notes.append(("repaired", "NULs or lone surrogates replaced by \ufffd", f"{n} in {what}"))
    return text if text.strip() else None


def _inspect(row: Row, text: str) -> None:
    found = ((status, what, len(re.findall(pattern, text))) for status, what, pattern in _UNUSUAL)
    row.notes += [(status, what, str(n)) for status, what, n in found if n]
    if not is_arabic(text):
        lost = text.count("?") > max(10, len(text) / 4)
        row.notes.append(("doubtful", "letters lost as question marks" if lost else "no Arabic letter in it", ""))


def _published(row: Row, value: Any) -> tuple[pd.Timestamp | None, str | None]:
    """Return the moment of publication, and what the figures of a date showed of their order."""
    moment, note, order = parse_published(scalar_of(value))
    if note:
        what, _, detail = note.partition(": ")
        unread = "" if moment is not None else "date not read: "
        row.notes.append(("doubtful", clean(unread + what)[0], clean(detail)[0]))
    elif moment is None:
        row.notes.append(("noted", "no publication date", ""))
    return moment, order


def _likely(fields: list[dict[str, Any]]) -> str | None:
    """Return the column with the longest values, among those whose values are mostly sentences."""
    texts = {
        name: [text for row in fields if isinstance(text := row.get(name), str) and text.strip()] for name in fields[0]
    }
    likely = [name for name in texts if sum(len(text.split()) >= _WORDS for text in texts[name]) * 2 > len(texts[name])]
    return max(likely, key=lambda name: sum(map(len, texts[name])), default=None)


def _hash(record: dict[str, Any]) -> str:
    published = record["published"].isoformat() if record["published"] is not None else ""
    parts = (record["outlet"] or "", published, record["title"] or "", record["text"])
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
