"""The report: what each decision changed in a corpus, kept in its provenance so that it is saved with the tables."""

from __future__ import annotations

import pandas as pd

from explore import tables
from explore.errors import BadInput


def decision_report(corpus: tables.Tables) -> pd.DataFrame:
    """Return what each decision changed when the corpus was annotated.

    Parameters
    ----------
    corpus : Corpus
        Annotated with `actors=`.

    Returns
    -------
    DataFrame
        `explore.tables.CURATION`: one row an entry, in the order of the files. `n_mentions` and `n_articles` are of
        the whole corpus as it was annotated: mentions that the decision bears on; of a banned name, the places where
        it stands and is no mention.

    Raises
    ------
    BadInput
        The corpus was annotated without decisions.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["زار ميدفيديف الأمل."]})
    >>> mine = pd.DataFrame({"merge": ["dmitry-medvedev"], "into": ["vladimir-putin"]})
    >>> found = decision_report(explore.annotate(articles, actors=mine, topics=False))
    >>> found[["decision", "n_mentions"]].values.tolist()
    [['merge dmitry-medvedev into vladimir-putin', 1]]
    """
    tables.corpus_like(corpus, needed_by="decision_report()")
    about = getattr(corpus, "provenance", {}).get("actors")
    if not about:
        raise BadInput("This corpus was annotated without decisions: annotate(articles, actors='actors.yml').")
    return tables.CURATION.frame(pd.DataFrame(about["decisions"], columns=list(tables.CURATION.names)))
