"""Decisions: what a researcher knows better about actors, written down once and applied to every run.

A file `actors.yml` beside the articles is a list of entries. Each says one thing:

    # Two actors are one. The first is the one whose name and id stay.
    - merge: [دميتري كازاك, ديمتري كوزاك]
      into: dmitry-kozak
    # A name of an actor is another's; here a newspaper's, who is new.
    - split: [الشرق]
      from: asharq-news
      name_en: Al-Sharq (Doha)
      name_ar: الشرق
      kind: MEDIA
      country: QA
    # An actor of your own, with names; or, with a known id, other names and facts than the base has.
    - name_ar: سالم الراوي
      name_en: Salem al-Rawi
      aliases: [الراوي, أبو سعد]
    # Words that are no name here, whoever says so.
    - ban: [الأمل]
    # Asked, and answered: these are two. Nobody suggests the pair again.
    - different: [mohammed-al-halbousi, mohammed-rikan-al-halbousi]

An actor is named by its actor_id, by its full name in the base, or, where the base does not know it, by the Arabic
name it has in the articles. `note` may stand in any entry and is read by people only. The same in CSV: a column for
each word, lists separated by "|"; a table of one's own actors (name_ar, name_en, aliases …) is such a file too.

The order of entries means nothing. All of them are applied to the knowledge base before the first article is read:
names move from one actor to another, so that everything after (surnames, roles, quotations) sees one actor where
there is one. What contradicts itself is refused, with the place where it stands.
"""

from explore.curation.apply import Decisions, Given, read_actors, read_decisions
from explore.curation.report import decision_report
from explore.curation.suggested import answered, spellings_of, undecided
from explore.curation.write import add_decision, checked_path, present, take_back

__all__ = [
    "Decisions",
    "Given",
    "add_decision",
    "answered",
    "checked_path",
    "decision_report",
    "present",
    "read_actors",
    "read_decisions",
    "spellings_of",
    "take_back",
    "undecided",
]
