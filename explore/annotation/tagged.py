"""What the tagger found in articles: read once, for every layer that asks."""

from __future__ import annotations

from collections.abc import Sequence

from explore.doc import Doc


def with_spans(docs: Sequence[Doc]) -> Sequence[Doc]:
    """Return articles after the tagger has read those that it has not read yet (`Doc.spans`)."""
    from explore.model.tagger import tag

    new = [doc for doc in docs if doc.spans is None]
    for doc, spans in zip(new, tag(new), strict=True):
        doc.spans = spans
    return docs
