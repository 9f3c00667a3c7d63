"""An Explorer in a shared notebook: a link to one file beside the page, at the state that is shown.

`explore share` runs a notebook with the folder of its pages in an environment variable. What shows a corpus then writes
the corpus's file there once, and a link to it.
"""

from __future__ import annotations

import hashlib
import os
from html import escape
from pathlib import Path
from typing import Any

from explore.assets import labels
from explore.corpus import Corpus
from explore.explorer.state import corpus_code, read_state

FOLDER = "EXPLORE_SITE"  # the environment variable


def link(corpus: Corpus, state: str, *, language: str) -> str:
    """Return a link to the file of a corpus, which is written where it is not there; "" outside `explore share`."""
    folder = os.environ.get(FOLDER)
    if not folder or corpus.articles.empty:
        return ""
    name = f"explorer-{_digest(corpus)}.html"
    if not (Path(folder) / name).exists():
        from explore.explorer.widget import Explorer

        language_: Any = language
        Explorer(corpus, language=language_).save_html(Path(folder) / name)
    words = labels("explorer")[language]["open"]
    code = escape(corpus_code(read_state(state)))
    return f'<p><a href="{name}#{escape(state)}">{escape(words)}</a> <code dir="ltr">{code}</code></p>'


def still(corpus: Corpus, state: str, *, language: str) -> str:
    """Return what stands in the place of an Explorer where no kernel runs: what it is, and its code."""
    words = labels("explorer")[language]["still"].format(n=f"{len(corpus.articles):,}")
    code = escape(corpus_code(read_state(state)))
    return f'<p dir="auto">{escape(words)}</p><pre dir="ltr"><code>explore.Explorer({code})</code></pre>'


def _digest(corpus: Corpus) -> str:
    text = hashlib.sha256()
    for column in (corpus.articles["article_id"], corpus.mentions["actor_id"], corpus.sentences["topic"]):
        text.update("\0".join(map(str, column)).encode("utf-8", "replace"))
    return text.hexdigest()[:10]
