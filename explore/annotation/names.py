"""Names: what an engine takes for a name, and linking: which actor it means.

A name of the knowledge base means the actor that bears it. A surname alone means the person named in full in the
same article, whoever else bears it; without one, the person it is famous for, if there is such a person. A name
that several actors bear means the one whose other names stand in the article. Else the actor stays unknown: never
guess. Where the engine passed over a name that it found elsewhere in the article, or the surname or first name alone of
somebody named in full, it is added first, so every engine is served alike. This module knows the actors of the
knowledge base; short forms of persons and bodies on no list are read by `article_aliases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd

from explore import assets, tables
from explore.actors import ordinary_words
from explore.actors.gazetteer import Gazetteer, Name
from explore.actors.spellings import plain
from explore.annotation.layers import Context, Frames, Layer
from explore.curation import override_mentions
from explore.doc import Doc, Mention, attach_mentions
from explore.text import CLITIC, PROCLITICS, bare_forms

#: What `rule` says of a short form.
FULL_NAME, OTHER_NAME = "full name in this article", "its other name in this article"
_ALONE = 0.8  # score of a name that stands again and that the engine passed over
_SURE = 0.8  # score of a name that is looked for again
#: What `rule` says of what stands again: a surname or first name alone, or a whole name.
_PART, _WHOLE = "part of a name", "again"
#: Labels of a mention and of a known name: a body may be named for its seat, but a team is not its town or country.
_COMPATIBLE = {("PER", "PER"), ("ORG", "ORG"), ("LOC", "LOC"), ("LOC", "ORG")}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_SHORTEST = 3  # letters of a surname that is looked for


def link(docs: Sequence[Doc], mentions: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return mentions with `actor_id` filled where it is known, and how in `rule`.

    Parameters
    ----------
    docs : sequence of Doc
        The articles.
    mentions : DataFrame
        tables.MENTIONS of these articles, as an engine returns them; they are attached to `docs`.
    gazetteer : Gazetteer
        The names of the knowledge base.

    Returns
    -------
    DataFrame
        tables.MENTIONS, with names added that stand again, surnames and first names alone among them; in the order of
        the articles and of the text.

    Examples
    --------
    >>> from explore.actors.gazetteer import Name
    >>> from explore.doc import read_docs
    >>> docs = read_docs(pd.DataFrame({"article_id": ["a"], "text": ["وصل ليونيد فاسكونين. ثم عاد فاسكونين."]}))
    >>> found = tables.MENTIONS.frame([("a", 4, 19, 0, "ليونيد فاسكونين", "PER", "name", None, 0.9, "model", False)])
    >>> known = Gazetteer([Name("ليونيد فاسكونين", ("leonid",), "PER", "", "name")])
    >>> link(docs, found, known)[["surface", "actor_id", "rule"]].to_numpy().tolist()[1]
    ['فاسكونين', 'leonid', 'part of a name; full name in this article']
    """
    attach_mentions(docs, mentions)
    return tables.MENTIONS.frame([row for doc in docs if doc.mentions for row in _linked(doc, gazetteer)])


def is_full(words: Sequence[str]) -> bool:
    """Say whether a person's name has a first name and a surname."""
    particles = assets.words("actors")["particles"]
    return len(words) > 1 and sum(word not in particles for word in words) > 1 and words[0] not in ("بن", "ابن", "ال")


def surname(words: Sequence[str]) -> str:
    """Return the surname in a full name, with what belongs to it.

    Examples
    --------
    >>> surname(["محمد", "بن", "سلمان"]), surname(["زياد", "تقي", "الدين"])
    ('بن سلمان', 'تقي الدين')
    """
    cut, lists = len(words) - 1, assets.words("actors")
    while cut > 1 and (words[cut - 1] in lists["particles"] or words[cut] in lists["bound"]):
        cut -= 1
    return " ".join(words[cut:])


def _linked(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[object, ...]]:
    barred = _barred(doc)
    doc.mentions = list(_whole(doc, barred))
    names = [_name(mention, gazetteer) for mention in doc.mentions]
    families = _families(doc, names)
    again = _again(doc, families, gazetteer, barred)
    read = sorted([*zip(doc.mentions, names, strict=True), *again], key=lambda pair: pair[0].start)
    certain = {name.actor_ids[0] for _, name in read if name and len(name.actor_ids) == 1 and not name.rule}
    for m, name in read:
        actor, why = _meant(m, plain(m.surface), name, certain, families)
        rule = f"{m.rule}; {why}" if why else m.rule
        yield doc.article_id, *m._replace(actor_id=actor, rule=rule)[:10]


def _whole(doc: Doc, barred: set[int]) -> Iterator[Mention]:
    """Yield the mentions outside barred tokens; for a person's name in another name that one (شارع صلاح الدين)."""
    lists = assets.words("actors")
    for m in doc.mentions:
        if barred.issuperset(range(m.first, m.last)):
            continue
        head = _named_after(doc, m)
        forms = frozenset(bare_forms(doc.words[head])) if head is not None else frozenset()
        if forms & lists["things_named_after"]:
            continue
        if head is not None and forms & (lists["places_named_after"] | lists["bodies_named_after"]):
            start, end = doc.span(head, m.last)
            label = "LOC" if forms & lists["places_named_after"] else "ORG"
            yield m._replace(start=start, surface=doc.text[start:end], label=label, first=head)
        else:
            yield m


def _named_after(doc: Doc, mention: Mention) -> int | None:
    """Return the token before a person's name and a title, where it is free to make one name with it."""
    if mention.label != "PER" or mention.kind != "name":
        return None
    titled = doc.word(mention.first - 1) in assets.words("actors")["named_after_titles"]
    head = mention.first - 1 - titled
    return head if head >= 0 and head not in doc.mention_at else None


def _barred(doc: Doc) -> set[int]:
    """Return the tokens that hold no name: web addresses, and phrases such as نصيب الأسد."""
    spans = [match.span() for match in _ADDRESS.finditer(doc.text)]
    spans += [doc.folded.span(*match.span()) for match in _no_name().finditer(doc.folded)]
    return {token for span in spans for token in range(*doc.tokens(*span))}


def _name(mention: Mention, gazetteer: Gazetteer) -> Name | None:
    # A headed name is known by its head too: the place after محافظة, not the word that is written like it.
    head = mention.rule.removeprefix("headed: ") + " " if mention.rule.startswith("headed: ") else ""
    name = gazetteer.lookup(head + plain(mention.surface))
    return name if name and (mention.label, name.label) in _COMPATIBLE else None


def _families(doc: Doc, names: list[Name | None]) -> dict[str, set[str]]:
    """Return who is named in full in the article, by surname and by first name: "" is somebody who is not known."""
    families: dict[str, set[str]] = {}
    for mention, name in zip(doc.mentions, names, strict=True):
        words = (name.folded if name else plain(mention.surface)).split()
        if mention.label == "PER" and is_full(words) and (name is None or len(name.actor_ids) == 1):
            for part in {surname(words), words[0]}:
                families.setdefault(part, set()).add(name.actor_ids[0] if name else "")
    return families


def _again(
    doc: Doc, families: dict[str, set[str]], gazetteer: Gazetteer, barred: set[int]
) -> Iterator[tuple[Mention, Name | None]]:
    """Yield where a name of the article stands again and no mention is: the same words, or a surname alone."""
    starts = _starts(doc, families)
    taken = barred | doc.mention_at.keys()
    for first, word in enumerate(doc.words):
        for others, label, rule in starts.get(word, ()):
            last = first + 1 + len(others)
            if doc.words[first + 1 : last] != others or not taken.isdisjoint(range(first, last)):
                continue
            if rule == _PART and _is_led_by_first_name(doc, first, gazetteer):
                continue  # the surname of somebody else
            taken.update(range(first, last))
            start, end = doc.span(first, last)
            surface, sentence = doc.text[start:end], doc.sentence_at(start)
            yield Mention(start, end, sentence, surface, label, "name", None, _ALONE, rule, False, first, last), None
            break


@cache
def _no_name() -> re.Pattern[str]:
    """Return the pattern of phrases that hold no name, with their clitics."""
    return re.compile(rf"(?<!\w){CLITIC}(?:{'|'.join(assets.words('actors')['no_names'])})(?!\w)")


def _is_led_by_first_name(doc: Doc, token: int, gazetteer: Gazetteer) -> bool:
    return token > 0 and doc.between(token - 1, token) == " " and doc.words[token - 1] in gazetteer.first_names


def _starts(doc: Doc, families: dict[str, set[str]]) -> dict[str, list[tuple[list[str], str, str]]]:
    """Return (other words, label, rule) of what may stand again, by its first word and clitic; the longest first."""
    short = {name: ("PER", _PART) for name, bearers in families.items() if _stands_alone(name, bearers)}
    sure = [m for m in doc.mentions if m.kind == "name" and m.score >= _SURE]
    whole = {plain(mention.surface): (mention.label, _WHOLE) for mention in reversed(sure)}
    present = set(doc.words)
    starts: dict[str, list[tuple[list[str], str, str]]] = {}
    for name, (label, rule) in sorted((whole | short).items(), key=lambda item: -item[0].count(" ")):
        first, *others = name.split()
        if len(name) < _SHORTEST or (not others and rule == _WHOLE and name in ordinary_words()):
            continue
        for clitic in PROCLITICS:
            merged = clitic.endswith("ل") and name.startswith("ال")  # للمقرني is ل and المقرني
            if (start := clitic + first[merged:]) in present:
                starts.setdefault(start, []).append((others, label, rule))
    return starts


def _stands_alone(name: str, bearers: set[str]) -> bool:
    doubtful = name in assets.words("actors")["no_surnames"] or ("" in bearers and name in ordinary_words())
    return len(bearers) == 1 and not doubtful


def _meant(
    mention: Mention, folded: str, name: Name | None, certain: set[str], families: dict[str, set[str]]
) -> tuple[str | None, str]:
    """Return the actor that a mention means, and why."""
    if mention.label == "PER" and (name is None or name.n_words == 1):
        forms = [name.folded] if name else bare_forms(folded)
        bearers = next((families[form] for form in forms if form in families), set())
        if len(known := bearers - {""}) == 1:
            return next(iter(known)), FULL_NAME
        if bearers and not known:
            return None, "unknown"
    return _by_name(mention, name, certain) if name else (None, "unknown")


def _by_name(mention: Mention, name: Name, certain: set[str]) -> tuple[str | None, str]:
    here = certain.intersection(name.actor_ids)
    if len(name.actor_ids) > 1:
        return (here.pop(), OTHER_NAME) if len(here) == 1 else (None, "borne by several")
    # A word that is also an ordinary name (صالح), found by an engine that asked for no support.
    if name.rule == "context" and name.label == "PER" and mention.rule != "context" and not here:
        return None, "unknown"
    return name.actor_ids[0], ""


def _run(docs: Sequence[Doc], _frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    found = link(docs, context.engine.find_mentions(docs), context.gazetteer)
    return {"mentions": override_mentions(found, context.curation)}


LAYER = Layer("names", reads=(), writes=("mentions",), run=_run)
