"""Roles: words that mean one actor without naming it, such as الرئيس الروسي, نظيره الأميركي or الحكومة.

A body that is named without its state (وزارة الداخلية) is read here too: that of the state the article is about.

A tagger marks them (`explore.model.tagger`), `antecedents` asks whom they mean. A role becomes a mention of kind
"role"; where nobody is sure to be meant it has no actor. A name inside a role (المتحدث باسم الكرملين) is part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from explore import tables
from explore.actors.bodies import bodies_without_state
from explore.actors.spellings import plain
from explore.annotation.antecedents import Candidate, Cast, Role
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.tagged import with_spans
from explore.curation import override_mentions
from explore.doc import Doc, Mention
from explore.model.ranker import ranker
from explore.text import bare_forms

_WHY = {
    "named": "named in this article",
    "state": "body of a state named in this article",
    "table": "holder by the table of offices or bodies",
    "nobody": "unknown",
}


def find_roles(docs: Sequence[Doc]) -> pd.DataFrame:
    """Find nominals that stand for one person or body without naming it.

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with their names. Where `Doc.spans` is None the tagger reads them. Without a publication date
        only the article itself tells who holds an office.

    Returns
    -------
    DataFrame
        tables.MENTIONS, kind "role", label PER or ORG, in the order of articles and text. `actor_id` is null where
        nobody is sure enough to be meant, `score` the probability of the answer, `rule` says how the actor is known.
        Of the names, those of bodies whose state the article tells are among the rows, with their actor.

    Notes
    -----
    On the day an office changes hands the table of offices knows two holders and gives none.

    Examples
    --------
    >>> doc = Doc("a", "وصل الرئيس الفرنسي إلى بيروت.", published=pd.Timestamp("2018-08-15", tz="UTC"))
    >>> find_roles([doc])[["surface", "actor_id"]].values.tolist()
    [['الرئيس الفرنسي', 'emmanuel-macron']]
    """
    return tables.MENTIONS.frame([row for doc in with_spans(docs) for row in _rows(doc)])


def _rows(doc: Doc) -> list[dict[str, Any]]:
    cast = Cast(doc)
    rows: list[dict[str, Any]] = []
    roles = [span for span in doc.spans or () if span.kind.startswith("role") and not _is_name(doc, span)]
    unknown = [mention for mention in doc.mentions if mention.label == "ORG" and mention.actor_id is None]
    for span in sorted([*roles, *unknown], key=lambda span: span.first):
        if isinstance(span, Mention):
            rows += _row_of_body(doc, cast, span)
        else:
            role = cast.role(span.first, span.last, span.kind.removeprefix("role-"))
            rows.append(_row(doc, role, *cast.meant_by(role, ranker("roles"))))
    return rows


def _row_of_body(doc: Doc, cast: Cast, mention: Mention) -> Iterator[dict[str, Any]]:
    """Yield the row of a body that is named without its state, where the article says which state it is about."""
    bodies = next(filter(None, map(bodies_without_state().get, bare_forms(plain(mention.surface)))), {})
    if body := cast.state_body(cast.role(mention.first, mention.last, "ORG"), bodies, ranker("roles")):
        rule = f"{mention.rule.removesuffix('; unknown')}; body of the state that the article is about"
        yield {"article_id": doc.article_id, **mention._replace(actor_id=body, rule=rule)._asdict()}


def _is_name(doc: Doc, span: Any) -> bool:
    """Say whether tokens are empty, a mention, or cut across one: a role may only hold a whole name and more."""
    own = range(span.first, span.last)
    held = {doc.mention_at[token][-2:] for token in own if token in doc.mention_at}
    return not own or any(not (own.start <= m[0] and m[1] <= own.stop) or range(*m) == own for m in held)


def _row(doc: Doc, role: Role, meant: Candidate, score: float) -> dict[str, Any]:
    start, end = doc.span(role.first, role.last)
    return {
        "article_id": doc.article_id, "start": start, "end": end, "sentence": doc.sentence_at(start),
        "surface": doc.text[start:end], "label": role.label, "kind": "role", "actor_id": meant.actor_id,
        "score": score, "rule": f"role: {_WHY[meant.how]}",
    }  # fmt: skip


def outermost(names: pd.DataFrame, roles: pd.DataFrame, article_ids: pd.Series) -> pd.DataFrame:
    """Join names and roles in the order of the text; a name inside a role is part of it and left out."""
    spans = roles[["article_id", "start", "end"]].itertuples(index=False)
    inside = {(article_id, position) for article_id, start, end in spans for position in range(start, end)}
    apart = [key not in inside for key in zip(names["article_id"], names["start"], strict=True)]
    joined = pd.concat([names[apart], roles])
    place = joined["article_id"].map({article_id: k for k, article_id in enumerate(article_ids)})
    return tables.MENTIONS.frame(joined.assign(place=place).sort_values(["place", "start"], kind="stable"))


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    own = frames["sentences"][["article_id", "sentence", "boilerplate"]]
    roles = find_roles(docs).drop(columns="boilerplate").merge(own, on=["article_id", "sentence"], how="left")
    both = outermost(frames["mentions"], tables.MENTIONS.frame(roles), frames["articles"]["article_id"])
    return {"mentions": override_mentions(both, context.curation)}


LAYER = Layer("roles", reads=("articles", "sentences", "mentions"), writes=("mentions",), run=_run)
