"""Curation: what a researcher knows better about actors, written in a file and applied to every run.

A file `actors.yml` beside the articles is a list of entries. Each says one thing:

    # Actors are one and the same. Name and id of `into` stay.
    - merge: [دميتري كازاك, ديمتري كوزاك]
      into: dmitry-kozak
    # A name of an actor is another's; here a newspaper's, which is new.
    - split: [الشرق]
      from: asharq-news
      name_en: Al-Sharq (Doha)
      name_ar: الشرق
      kind: MEDIA
      country: QA
    # A new actor with its names; or, with a known actor_id, names and facts that the knowledge base lacks.
    - name_ar: سالم الراوي
      name_en: Salem al-Rawi
      aliases: [الراوي, أبو سعد]
    # Words that are not a name in these articles, whatever an engine finds.
    - ban: [الأمل]
    # These are two actors; the pair is not suggested again.
    - different: [mohammed-al-halbousi, mohammed-rikan-al-halbousi]

An actor is referred to by its actor_id, by its full name in the knowledge base, or, where it is not there, by the
Arabic name it has in the articles. Any entry may have a `note`, for people only. The same in CSV: one column per key,
lists separated by "|"; a table of your own actors (name_ar, name_en, aliases …) is such a file too.

The order of entries does not matter: all are applied to the knowledge base before the first article is read, so that
surnames, roles and quotations see one actor where there is one. An entry that cannot be applied is refused, with the
file, the entry and its line; a name that is given and banned is banned.
"""

from explore.curation.apply import ActorsInput, Overrides, read_actors, read_overrides
from explore.curation.report import count_effects, curation_report, override_mentions
from explore.curation.store import add_entry, checked_path, take_back
from explore.curation.suggest import entry_of_answer, open_pairs, spellings_of

__all__ = [
    "ActorsInput",
    "Overrides",
    "add_entry",
    "checked_path",
    "count_effects",
    "curation_report",
    "entry_of_answer",
    "open_pairs",
    "override_mentions",
    "read_actors",
    "read_overrides",
    "spellings_of",
    "take_back",
]
