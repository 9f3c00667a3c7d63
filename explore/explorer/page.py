"""The file: the Explorer and its corpus in one HTML page that filters without a kernel and asks for nothing.

Nothing but the page's own script runs: its hash stands in the content security policy. The payload and the settings lie
in blocks of data, in base64 or as JSON without a "<". Sentences lie in chunks, each deflated, in the order of the
articles; a chunk is inflated when one of its sentences is read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from explore import assets, tables
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.explorer.reading import Reader, order_of_worth
from explore.explorer.rows import Rows
from explore.explorer.scripts import script, skeleton, style

Array = npt.NDArray[Any]
Sentences = Literal["fit", "all", "none"]
_CHUNK = 200_000  # characters of sentences


def write_page(
    path: str | Path,
    corpus: Corpus,
    rows: Rows,
    payload: bytes,
    terms: dict[str, list[dict[str, Any]]],
    *,
    sentences: Sentences,
    budget_mb: float,
    language: str,
    state: str,
) -> Path:
    """Write the file, with the words that set its outlets, topics and months apart; return its path."""
    tables.one_of(sentences, get_args(Sentences), option="sentences")
    if not budget_mb > 0:
        raise BadInput(f"budget_mb must be above 0; got {budget_mb!r}")
    path = Path(path)
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent} to write {path.name} into.")
    blocks = {"payload": payload, "terms": zlib.compress(_json(terms), 9)}
    settings: dict[str, Any] = {"labels": assets.labels("explorer"), "lang": language, "state": state}
    room = int(budget_mb * 1e6) - len(_html(corpus, blocks, settings).encode("utf-8")) - len(rows.sentences) // 4
    chunks, carried = _chunks(corpus, rows, sentences, room)
    n_articles = int(rows.sentences["article"][carried].nunique())
    numbers = {"n": f"{int(carried.sum()):,}", "all": f"{len(carried):,}", "articles": f"{n_articles:,}"}
    settings |= {"carry": numbers, "chunkEnds": [end for end, _ in chunks]}
    blocks["carried"] = zlib.compress(carried.astype(np.uint8).tobytes(), 9)
    blocks |= {f"chunk-{k}": data for k, (_, data) in enumerate(chunks)}
    path.write_text(_html(corpus, blocks, settings), encoding="utf-8")
    return path


def _chunks(corpus: Corpus, rows: Rows, sentences: Sentences, room: int) -> tuple[list[tuple[int, bytes]], Array]:
    """Return the chunks of sentences (with the number after the last of each), and which sentences they hold."""
    n = len(rows.sentences)
    carried = np.zeros(n, dtype=bool)
    if sentences == "none" or not n:
        return [], carried
    reader = Reader(corpus, rows)
    if sentences == "all":
        carried[:] = True
        return _packed(reader, carried), carried
    order = order_of_worth(rows)
    fits = int(np.searchsorted(_size_of(reader, order), room))
    while fits:
        carried[:] = False
        carried[order[:fits]] = True
        chunks = _packed(reader, carried)
        size = sum(len(data) for _, data in chunks) * 4 / 3
        if size <= room:
            return chunks, carried
        fits = int(fits * room / size * 0.99)
    carried[:] = False
    return [], carried


def _size_of(reader: Reader, order: Array) -> Array:
    """Return how much base64 the first sentences of an order will take, estimated by a sample of them."""
    each, step = np.zeros(len(order)), max(len(order) // 20, 1)
    for first in range(0, len(order), step):  # those that come first are longer
        sample = order[first : first + step : max(step // 400, 1)]
        raw = _json([[int(k), reader.row(int(k))] for k in np.sort(sample)])
        each[first : first + step] = len(zlib.compress(raw, 6)) / len(sample) * 4 / 3
    return np.cumsum(each)


def _packed(reader: Reader, carried: Array) -> list[tuple[int, bytes]]:
    chunks: list[tuple[int, bytes]] = []
    part: list[Any] = []
    size = 0
    numbers = np.flatnonzero(carried).tolist()
    for number in numbers:
        part.append([number, reader.row(number)])
        size += len(part[-1][1][0])
        if size > _CHUNK or number == numbers[-1]:
            chunks.append((number + 1, zlib.compress(_json(part), 6)))
            part, size = [], 0
    return chunks


def _html(corpus: Corpus, blocks: dict[str, bytes], settings: dict[str, Any]) -> str:
    own = script("file")
    sheet = style() + "body { margin: 0; }"
    policy = (
        f"default-src 'none'; script-src {_hash(own)}; style-src {_hash(sheet)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    data = [f'<script type="text/plain" id="{name}">{_base64(block)}</script>' for name, block in blocks.items()]
    words = _json(settings).decode("utf-8").replace("<", "\\u003c")
    language = settings["lang"]
    title = about(corpus)["corpus"]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>Explorer – {escape(title)}</title>\n'
        f'<link rel="icon" href="data:,">\n<style>{sheet}</style>\n</head>\n<body>\n'
        f'<main class="explorer" tabindex="-1">{still(corpus, settings.get("carry"))}</main>\n'
        f'<script type="application/json" id="settings">{words}</script>\n'
        + "\n".join(data)
        + f"\n<script>{own}</script>\n</body>\n</html>\n"
    )


def still(corpus: Corpus, carry: Mapping[str, str] | None = None) -> str:
    """Return what stands still on the page of a corpus, as HTML; the script fills in words and what is drawn."""
    facts = about(corpus)
    notes = "".join(f'<li dir="auto">{escape(note)}</li>' for note in facts.pop("notes"))
    folded = f'<details><summary data-words="notes"></summary><ul>{notes}</ul></details>' if notes else ""
    said = f'<p data-words="file {"none" if carry["n"] == "0" else "carries"}"></p>' if carry else ""
    written = {key: escape(words) for key, words in facts.items()}
    return Template(skeleton()).substitute(written, notes=folded, carry=said)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else int(value)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def about(corpus: Corpus) -> dict[str, Any]:
    """Return what the foot of an Explorer says: corpus, versions, input, how to cite."""
    from explore import __version__

    dated = corpus.articles["published"].dropna()
    span = f", {dated.min():%Y-%m-%d} to {dated.max():%Y-%m-%d}" if len(dated) else ""
    provenance = corpus.provenance
    shipped = provenance.get("versions", {})
    versions = shipped if isinstance(shipped, dict) else {}
    named = ", ".join(f"{name} {version}" for name, version in versions.items() if isinstance(version, str))
    return {
        "corpus": f"{len(corpus.articles):,} articles{span}",
        "versions": named or f"explore {__version__}",
        "input": str(provenance.get("input_sha256", provenance.get("input", "")))[:16] or "not recorded",
        "cite": f"Cite: explore {__version__}, explore-arabic-news (see CITATION.cff), and the corpus.",
        "notes": [str(note) for note in corpus.notes],
    }
