"""From rows to articles: one document each, with an id, a date, a language, and what was doubtful about it.

The document is the headline, a newline, the body. Nothing valid in it is changed, not even spaces at its ends, since
everything found later is located by code points of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from explore.calendar.printed import parse_published
from explore.errors import BadInput, MissingColumns
from explore.reading import encodings
from explore.reading.cells import label_of, language_of, scalar_of, string_of
from explore.reading.columns import is_collected, key, map_columns
from explore.reading.report import Report, make_report
from explore.reading.rows import KNOWN, Row
from explore.tables import ARTICLES
from explore.text import INVISIBLE, is_arabic

_KINDS = {
    "invisible characters (direction marks, joiners)": INVISIBLE,
    "presentation forms": "\ufb50-\ufdff\ufe70-\ufefc",
    "Persian or Urdu letters": "پچژگکیۀہھےٹڈڑں",
}
_PATTERNS = {what: re.compile(f"[{letters}]") for what, letters in _KINDS.items()}
_ODD = re.compile(f"[{''.join(_KINDS.values())}{encodings.LOST}]")
_WORDS = 4  # in a value that may be a sentence
_SHOWN = 3  # files that an error names
_CUT = re.compile(r"\[\+\d+ chars\]\s*$")
_MARKUP = re.compile(
    r"</?(?:p|div|br|span|a|script|img|strong|b|i|h\d)\b[^>]*>|&(?:nbsp|quot|amp|#\d{2,5});", re.IGNORECASE
)


class Gathering:
    """Articles and remarks while rows come in; `finish` gives the table and the report."""

    def __init__(self, chosen: dict[str, str], source: str) -> None:
        self._chosen, self._source = chosen, source
        self._records: list[dict[str, Any]] = []
        self._rows: list[tuple[str, int | None, str, str, str]] = []
        self._aside: list[tuple[str, str, str]] = []
        self._others: list[str] = []
        self._mappings: dict[tuple[str, ...], dict[str, str]] = {}
        self._columns: dict[str, tuple[str, str, str | None]] = {}
        self._orders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._lacking: Counter[tuple[str, ...]] = Counter()

    def mapping(self, names: Iterable[str], file: str) -> dict[str, str]:
        """Return {our name: their name} for the columns of a row."""
        found = tuple(names)
        mapped = self._mappings.get(found)
        if mapped is None:
            mapped = map_columns(found, self._chosen)
            if len(self._mappings) < 1000:
                self._mappings[found] = mapped
            back = {theirs: ours for ours, theirs in mapped.items()}
            for name in found:
                if name not in self._columns or back.get(name):
                    self._columns[name] = (file, encodings.clean(name)[0], back.get(name))
        return mapped

    def keep(self, names: list[str]) -> list[str]:
        """Choose the columns of a wide table that are needed; all of them where there is no text, to say so."""
        mapped = self.mapping(names, "")
        return list(mapped.values()) if "text" in mapped else names

    def add(self, row: Row) -> None:
        """Take in one row."""
        row.where, row.file = encodings.clean(row.where)[0], encodings.clean(row.file)[0]
        for status, what, detail in row.notes:
            self._note(row.where, status, what, detail, article=row.bad is None)
        if row.bad is not None:
            if row.other:
                self._others.append(f"{row.where} is {row.other}")
            if row.bad:
                self._drop(row, row.bad)
            return
        mapped = self.mapping(row.fields, row.file)
        if "text" not in mapped:
            self._lacking[tuple(row.fields)] += 1
            self._drop(row, "no column of text")
            return
        values = {ours: row.fields[theirs] for ours, theirs in mapped.items()}
        title = self._text(row, values.get("title"), "title")
        body = self._text(row, values["text"], "text")
        if title is not None and not title.strip():
            title = None
        if body is None or not body.strip():
            if title is None:
                self._drop(row, "no text")
                return
            self._note(row.where, "doubtful", "headline without a text", "")
            text = title
        else:
            text = body if title is None else f"{title}\n{body}"
            self._look(row.where, text, body)
        published = self._published(row, values.get("published"))
        dated = None if published is None else "metadata"
        collected = dated and is_collected(mapped["published"])
        record = {
            "article_id": label_of(row.stem) or label_of(values.get("article_id")), "title": title, "text": text,
            **{name: label_of(values.get(name)) for name in ("outlet", "url", "author", "section")},
            "language": language_of(values.get("language"), text), "published": published,
            "dating": (label_of(values.get("dating")) or dated) if dated else None,
            "dating_evidence": label_of(values.get("dating_evidence"))
            or (f"column {mapped['published']!r}: when it was collected" if collected else None),
        }  # fmt: skip
        self._records.append(record | {"where": row.where})

    def _note(self, where: str, status: str, what: str, detail: str, *, article: bool = True) -> None:
        self._rows.append((where, len(self._records) if article else None, status, what, detail))

    def _drop(self, row: Row, reason: str) -> None:
        kind = reason.partition(": ")[0]  # what is counted; the rest is the particular of this row
        what = kind if len(kind) < 60 and "/" not in kind else "file that cannot be read"
        self._note(row.where, "dropped", what, "" if what == reason else reason, article=False)
        raw = json.dumps(row.fields, ensure_ascii=False, default=str) if row.fields else ""
        self._aside.append((row.where, encodings.clean(reason)[0], encodings.clean(raw)[0]))

    def _text(self, row: Row, value: Any, what: str) -> str | None:
        """Return title or text as a string, repaired, with remarks."""
        raw = string_of(value, "\n")
        if raw is None:
            return None
        if not isinstance(value, str) and not isinstance(value, bytes):
            self._note(row.where, "doubtful", f"{what} is not a string", type(value).__name__)
        text, misread = (raw, None) if raw.isascii() else encodings.repair_mojibake(raw)
        if misread:
            self._note(row.where, "repaired", misread, what)
        text, n = encodings.clean(text)
        if n:
            self._note(row.where, "repaired", "NULs or lone surrogates replaced by \ufffd", f"{n} in {what}")
        return text

    def _look(self, where: str, text: str, body: str) -> None:
        if _ODD.search(text):
            for what, pattern in _PATTERNS.items():
                n = len(pattern.findall(text))
                if n:
                    self._note(where, "noted", what, str(n))
            n = text.count(encodings.LOST)
            if n:
                self._note(where, "doubtful", "letters that are lost (\ufffd)", str(n))
        if not is_arabic(text):
            questions = text.count("?")
            lost = questions > 10 and questions > len(text) / 4
            self._note(where, "doubtful", "letters lost as question marks" if lost else "no Arabic letter in it", "")
        if ("<" in text or "&" in text) and _MARKUP.search(text):
            self._note(where, "doubtful", "HTML in the text, kept as it is", "")
        if _CUT.search(body):
            self._note(where, "doubtful", "text that its source cut off", body[-40:])

    def _published(self, row: Row, value: Any) -> pd.Timestamp | None:
        moment, note, order = parse_published(scalar_of(value))
        if order:
            self._orders[row.file][order].append(len(self._records))
        if note:
            what, _, detail = note.partition(": ")
            unread = "" if moment is not None else "date not read: "
            self._note(row.where, "doubtful", encodings.clean(unread + what)[0], encodings.clean(detail)[0])
        elif moment is None:
            self._note(row.where, "noted", "no publication date", "")
        return moment

    def finish(self) -> tuple[pd.DataFrame, Report]:
        """Return the articles and the report.

        Raises
        ------
        MissingColumns, BadInput
            Where no row gave an article.
        """
        if not self._records:
            self._nothing()
        missing = [theirs for theirs in self._chosen if not any(
            self._chosen[theirs] in m and m[self._chosen[theirs]] in self._columns and
            _same(m[self._chosen[theirs]], theirs) for m in self._mappings.values())]  # fmt: skip
        if missing:
            raise MissingColumns("read_articles(columns=…)", self._source, missing, list(self._columns))
        for by_order in self._orders.values():
            if by_order["month first"]:
                for k in by_order["either"]:
                    self._rows.append((self._records[k]["where"], k, "doubtful", "day and month could be exchanged",
                                       "other dates of this file put the month first"))  # fmt: skip
        self._identify()
        self._mark_duplicates()
        ids = [record["article_id"] for record in self._records]
        articles = ARTICLES.frame(pd.DataFrame(self._records).drop(columns="where"))
        rows = [(where, None if k is None or k >= len(ids) else ids[k], status, what, detail)
                for where, k, status, what, detail in self._rows]  # fmt: skip
        return articles, make_report(len(articles), rows, self._aside, list(self._columns.values()))

    def _identify(self) -> None:
        """Give every article its id: the file's name, the id column, or a hash of what it is; each only once."""
        given = Counter(r["article_id"] for r in self._records)
        n_given = sum(n for name, n in given.items() if name is not None)
        use = n_given > 0 and len(given.keys() - {None}) * 2 > n_given
        if n_given and not use:
            self._note(
                "all rows",
                "doubtful",
                "id column not used: most of its values stand for several articles",
                "",
                article=False,
            )
        taken = {name for name in given if name is not None} if use else set()
        seen: set[str] = set()
        numbers: Counter[str] = Counter()  # without it, a thousand copies would try a thousand numbers each
        for k, record in enumerate(self._records):
            name = record["article_id"] if use else None
            if name is None or name in seen:
                digest = _hash(record)
                fresh = digest if name is None else f"{name}-{digest[:8]}"
                new = fresh
                while new in seen or new in taken:
                    numbers[fresh] += 1
                    new = f"{fresh}-{numbers[fresh] + 1}"
                if name is not None:
                    what = "id that another article has, made different"
                    self._rows.append((record["where"], k, "doubtful", what, f"{name} → {new}"))
                record["article_id"] = name = new
            seen.add(name)

    def _mark_duplicates(self) -> None:
        first: dict[bytes, str] = {}
        for k, record in enumerate(self._records):
            digest = hashlib.blake2b(" ".join(record["text"].split()).encode(), digest_size=16).digest()
            earlier = first.setdefault(digest, record["article_id"])
            record["duplicate_of"] = None if earlier == record["article_id"] else earlier
            if record["duplicate_of"]:
                self._rows.append((record["where"], k, "noted", "exact copy of an earlier article", earlier))

    def _nothing(self) -> None:
        if self._lacking:
            found = list(self._lacking.most_common(1)[0][0])
            likely = self._likely(found)
            hint = (
                f"Try read_articles(path, columns={{{likely!r}: 'text'}})."
                if likely
                else "Say which is the text with columns=."
            )
            raise MissingColumns("read_articles()", self._source, ["text"], found, hint)
        if self._others and not self._aside:
            more = len(self._others) - _SHOWN
            said = ". ".join(self._others[:_SHOWN]) + (f", and {more} more" if more > 0 else "")
            raise BadInput(f"{self._source} holds no article. {said}. Read are {KNOWN}.")
        reasons = Counter(reason for _, reason, _ in self._aside).most_common(3)
        said = "; ".join(f"{reason} ({n})" for reason, n in reasons) or "it holds no article"
        raise BadInput(
            f"No article could be read from {self._source}: {said}. Check the file, or map its columns with columns=."
        )

    def _likely(self, found: list[str]) -> str | None:
        """Return the column with the longest values, among those whose values are mostly sentences."""
        cells: dict[str, list[str]] = defaultdict(list)
        for _, _, raw in self._aside[:50]:
            for name, value in (json.loads(raw) if raw else {}).items():
                if name in found and isinstance(value, str) and value.strip():
                    cells[name].append(value)
        written = {
            name: sum(map(len, values))
            for name, values in cells.items()
            if sum(len(value.split()) >= _WORDS for value in values) * 2 > len(values)
        }
        return max(written, key=lambda name: written[name], default=None)


def _same(name: str, other: str) -> bool:
    return name == other or key(name) == key(other)


def _hash(record: dict[str, Any]) -> str:
    published = record["published"].isoformat() if record["published"] is not None else ""
    parts = (record["outlet"] or "", published, record["title"] or "", record["text"])
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
