"""Sourcing: the share of articles that rely on a medium or agency, by outlet and period.

An article relies on a source if it attributes information to it at least once (see `explore.annotation.sources`). The
denominator is every article of the outlet and period: most articles name no source, and that is a finding too.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from explore import tables
from explore.measures.attention import article_shares
from explore.measures.inputs import NAMES, Handling, choose_actors, measure
from explore.measures.periods import PLACES, group_cells


@measure(articles=PLACES, sources="article_id actor_id", actors=NAMES)
def sourcing(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    sources: Iterable[str] | None = None,
    duplicates: Handling = "drop",
) -> pd.DataFrame:
    """Return the share of articles that rely on each source, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `sources` and `actors` are read.
    per, by_outlet, duplicates
        As in `explore.attention`.
    sources : iterable of str, optional
        The actor_ids wanted; otherwise all that are a source in the corpus.

    Returns
    -------
    DataFrame
        `explore.tables.SOURCING`. Order: sources as asked for, else by articles that rely on them (most first, then
        source_id); outlet; period. A period without articles has total 0 and a share of NaN.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, a source is not in `corpus.actors`, or an option
        has no such value.

    Notes
    -----
    share = n / total. The 95% interval takes stories as the units, see `explore.measures.intervals`. Sources that are
    no known actor are not counted; they are in `corpus.sources`.

    Examples
    --------
    >>> import explore
    >>> texts = ["قالت رويترز إن الوفد عاد.", "أمطار على القاهرة."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("ab"), "text": texts}), topics=False)
    >>> sourcing(corpus, per=None)[["source_id", "n", "total"]].values.tolist()
    [['reuters', 1, 2]]
    """
    cited = corpus.sources.loc[corpus.sources["actor_id"].notna(), ["article_id", "actor_id"]]
    who = choose_actors(corpus, sources)
    if sources is None:
        who = who[who["actor_id"].isin(cited["actor_id"])]
    cells = group_cells(corpus, per=per, by_outlet=by_outlet, duplicates=duplicates)
    frame = article_shares(cells, who, cited, as_given=sources is not None)
    return tables.SOURCING.frame(frame.rename(columns={"actor_id": "source_id", "n_times": "n_citations"}))
