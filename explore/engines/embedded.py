"""The default engine: names from the knowledge base, sentiment from the lexicon; nothing to download.

It finds the names it knows, and in an article the surname of a person whose full name stands in it. It does not
find names it has never seen: an unknown mayor stays unfound. Every mention says by its `rule` why it was found.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import pandas as pd

from explore import __version__, schema
from explore.actors import aliases as known_aliases
from explore.engines._evidence import supported, surnames
from explore.engines.gazetteer import Gazetteer, Match, outermost, read_names
from explore.text import fold, split_sentences

# How sure a rule is: set by hand, in the order the rules fare on articles; not a probability.
SCORES = {"alias": 0.95, "headed": 0.95, "acronym": 0.9, "role": 0.9, "surname": 0.85, "context": 0.7}
_RULES = {"acronym": "acronym", "role": "role", "headed": "headed"}


class EmbeddedEngine:
    """Names by gazetteer, sentiment by lexicon.

    Parameters
    ----------
    aliases : DataFrame, optional
        Columns alias, actor_id, label, rule, kind_of; default `explore.actors.aliases()`.
    """

    name = "embedded"
    version = __version__

    def __init__(self, aliases: pd.DataFrame | None = None) -> None:
        self._aliases = aliases

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names this engine knows."""
        return Gazetteer(read_names(known_aliases() if self._aliases is None else self._aliases))

    def find_mentions(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the mentions in `articles` (article_id, text) without their actors: schema.MENTIONS."""
        rows = []
        for article_id, text in articles[["article_id", "text"]].itertuples(index=False):
            folded = fold(text)
            starts = [start for start, _, _ in split_sentences(text)]
            for found in self._names(folded):
                match = found.bare()
                start, end = folded.span(match.start, match.end)
                sentence = max(bisect_right(starts, start) - 1, 0)
                name = match.name
                kind = "role" if name.kind_of == "role" else "name"
                rule = name.rule or _RULES.get(name.kind_of, "alias")
                score = SCORES[rule]
                if name.kind_of == "headed":
                    rule = f"headed: {name.folded.split()[0]}"
                rows.append((article_id, start, end, sentence, text[start:end], name.label, kind, None, score, rule))
        return schema.MENTIONS.frame(rows)

    def score_sentences(self, sentences: pd.DataFrame) -> pd.DataFrame:
        """Return article_id, sentence, sentiment of `sentences` (article_id, sentence, text)."""
        from explore.engines._lexicon import score_sentences

        return score_sentences(sentences)

    def _names(self, folded: str) -> list[Match]:
        found = self.gazetteer.find(folded)
        certain = [m for m in found if m.name.rule != "context"]
        kept = certain + supported(folded, [m for m in found if m.name.rule == "context"], certain)
        taken = {match.end for match in kept}
        alone = [match for match in surnames(folded, certain) if match.end not in taken]
        return outermost([*kept, *alone])
