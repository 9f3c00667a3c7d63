"""Speech about actors: what speakers say of others, in words that weigh.

News is mostly reported speech, and much of who is against whom is not told in a verb (X criticised Y) but in what X
says: that Y is a danger, that Y's decision is wrong. The tone of such a sentence is taken for the speaker's, and for
meant for the actors whom the words name, except those who are told to have suffered the bad. Of their own side
speakers seldom speak ill.
"""

from __future__ import annotations

from typing import NamedTuple

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.deed import Deed
from explore.annotation.deeds.places import Place, kind_of, state_of
from explore.annotation.deeds.vocabulary import ASIDE

_AGAINST = frozenset("علي ضد بحق الي بين عن ك".split())  # beside what is bad these do not mean who is to blame
GOOD, BAD = 0.4, 0.15  # tones from which words weigh: much of diplomacy is in kind words
MOST = 3


class About(NamedTuple):
    """What a speaker's words show about an actor; `at` is the word that introduces them."""

    holder: str
    target: str
    polarity: int
    at: int


def spoken(sentence: Sentence, deeds: list[Deed], tone: float) -> list[About]:
    """Return whom the speech in a sentence is about, and whether it speaks well or ill of them."""
    found: list[About] = []
    told = [d for d in deeds if d.quad.endswith("conflict") and sentence.speakers[d.at] not in (None, d.source)]
    suffered = {d.target for d in told if d.target}
    did = {d.source for d in told if d.source}
    for place in sentence.places:
        holder = sentence.speakers[place.first]
        if holder is None or not _may_be_meant(place, holder) or place.actor is None or place.label == "ADJ":
            continue
        at = sentence.cues.get(holder)
        if at is None:
            continue
        if place.label == "PER" and place.actor not in did:
            continue  # persons are named for what they said or did; the words are of the matter
        if state_of(place.actor) is not None and state_of(place.actor) == state_of(holder):
            continue  # whoever speaks of their own side does so in many a tone
        if tone < 0 and (place.governed in _AGAINST or (did and place.actor not in did)):
            continue  # الهجوم على سوريا جريمة is not said against Syria, nor where others are told to have done it
        if place.actor in did:
            polarity = -1
        elif place.actor in suffered or (tone < GOOD if tone > 0 else -tone < BAD):
            continue
        else:
            polarity = 1 if tone > 0 else -1
        if all(about.target != place.actor for about in found):
            found.append(About(holder, place.actor, polarity, at))
    found = found[:MOST] or _goes_on(sentence, deeds, tone)
    told_of = [(d.source, 1 if d.quad.endswith("cooperation") else -1, d.target) for d in deeds]
    for holder, sign, target in [*told_of, *((a.holder, a.polarity, a.target) for a in found)]:
        if holder and target:
            sentence.before.against[holder, sign] = target
    return found


def _goes_on(sentence: Sentence, deeds: list[Deed], tone: float) -> list[About]:
    """Return whom a speaker goes on to speak of, where the sentence names nobody but is well- or ill-meant."""
    holder = next((speaker for speaker in sentence.speakers if speaker), None)
    at = sentence.cues.get(holder or "")
    if at is None or -BAD < tone < BAD:
        return []
    sign = 1 if tone > 0 else -1
    target = sentence.before.against.get((holder or "", sign))
    if holder is None or target is None or any(d.source == holder and d.target for d in deeds):
        return []
    return [About(holder, target, sign, at)]


def _may_be_meant(place: Place, holder: str) -> bool:
    speaks = kind_of(holder) in ("", "PER", "ORG", "GROUP") or state_of(holder) == holder
    if place.governed in ASIDE or place.media or not speaks:
        return False
    # A city or region is where something is, not whom one thinks ill of.
    return place.actor != holder and (place.label != "LOC" or state_of(place.actor) == place.actor)
