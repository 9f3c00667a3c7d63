"""The payload of the Explorer: what its page needs to filter and count by itself, as typed arrays.

A payload is one block of bytes: the length of a header, the header in JSON, then arrays one after the other, all
deflated. Articles stand in the order of their publication (undated ones last), since a story counts by its first
article; their sentences and the actors of each sentence stand in the order of the articles, so that no row needs a key.
Numbers that measures add up (tones, weights of topics) travel as codes into a list of the exact values that occur.

Names of arrays begin with what a row is: a_ an article, s_ a sentence, m_ a mention (an actor of a sentence, once),
t_ a topic of an article.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import assets
from explore.corpus import Corpus
from explore.explorer.layout import actor_places, map_frame, topic_places
from explore.explorer.rows import Rows
from explore.filters import WORDS
from explore.measures.inputs import NAMES
from explore.measures.periods import stories
from explore.text import ARTICLE, BEFORE_NOUN, fold, readings

Array = npt.NDArray[Any]
UNDATED = -(2**31)
_FORMS = 8  # spellings of an actor that a search finds, the commonest
_NONE = 2**16 - 1
_EXACT = 200  # degrees of freedom
_FEW, _GAP = 5, 42  # articles before or behind a gap of so many days that lie outside the axis


def pack(header: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Return a header and arrays as one deflated block; the header gains the names, types and lengths of the arrays.

    A type is one of u1, u2, u4, i4, f8: little-endian, as typed arrays of a browser read it.
    """
    plain = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    about = [[name, values.dtype.str[1:], len(values)] for name, values in plain.items()]
    head = json.dumps({**header, "arrays": about}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    body = b"".join(_planes(values) for values in plain.values())
    return zlib.compress(len(head).to_bytes(4, "little") + head + body, 9)


def _planes(values: Array) -> bytes:
    """Return an array byte by byte: all first bytes, then all second ones, which deflate better."""
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return little.view(np.uint8).reshape(len(values), values.dtype.itemsize).T.tobytes() if len(values) else b""


def payload_of(corpus: Corpus, rows: Rows, extra: Mapping[str, Any]) -> bytes:
    """Return the payload of a corpus; `extra` joins the header."""
    articles, sentences, mentions = rows.articles, rows.sentences, rows.mentions
    outlets, outlet = _coded(articles["outlet"])
    sections, section = _coded(articles["section"])
    tones, classes, tone = _toned(sentences)
    topic_rows = _topic_rows(corpus, articles)
    weights, weight = _valued(topic_rows["weight"])
    places, community = actor_places(mentions, len(rows.actors))
    frame = map_frame(rows, positions(rows.actors))
    header = {
        "outlets": outlets,
        "sections": sections,
        "titles": articles["title"].fillna("").str.replace(r"\s+", " ", regex=True).tolist(),
        "actors": _actors(corpus, rows.actors),
        "topics": _topics(corpus),
        "fold": fold_table(),
        "beforeNoun": BEFORE_NOUN,
        "words": [[part.replace(r"\w", r"[\p{L}\p{N}_]") for part in parts] for parts in WORDS],
        "article": ARTICLE,
        "student": _student(),
        "days": _days_shown(articles["published"]),
        "outletOrder": np.argsort(-np.bincount(outlet, minlength=len(outlets)), kind="stable").tolist(),
        "where": {actor: at for actor, at in positions(rows.actors).items() if _inside(at, frame)},
        "frame": frame,
        "land": land_inside(frame),
        **extra,
    }
    arrays = {
        "a_day": _days(articles["published"]),
        "a_outlet": outlet,
        "a_section": section,
        "a_story": pd.factorize(stories(articles), sort=True)[0].astype(np.uint32),
        "a_sentences": np.bincount(sentences["article"], minlength=len(articles)).astype(np.uint16),
        "a_topics": np.bincount(topic_rows["article"], minlength=len(articles)).astype(np.uint8),
        "s_tone": tone,
        "s_boilerplate": sentences["boilerplate"].to_numpy(dtype=np.uint8),
        "s_mentions": np.bincount(mentions["row"], minlength=len(sentences)).astype(np.uint16),
        "m_actor": mentions["actor"].to_numpy(dtype=np.uint32 if len(rows.actors) > _NONE else np.uint16),
        "m_boilerplate": mentions["boilerplate"].to_numpy(dtype=np.uint8),
        "t_topic": topic_rows["topic"].to_numpy(dtype=np.uint16),
        "t_weight": weight,
        "tones": tones,
        "tone_class": classes,
        "weights": weights,
        "actor_x": (places[:, 0] * 255).astype(np.uint8),
        "actor_y": (places[:, 1] * 255).astype(np.uint8),
        "actor_community": community.astype(np.uint8),
    }
    return pack(header, arrays)


def fold_table() -> dict[str, str]:
    """Return what each character becomes when text is folded, where that is not itself: `explore.text.fold` as data."""
    ranges = (range(0x20, 0x780), range(0x1E00, 0x2200), range(0xFB00, 0xFFF0))
    letters = (chr(code) for codes in ranges for code in codes)
    return {char: str(fold(char)) for char in letters if fold(char) != char}


def _student() -> list[float | None]:
    """Return the 97.5% quantile of Student's t by degrees of freedom; beyond the list the page has a formula."""
    from scipy.special import stdtrit

    return [None, *(-stdtrit(np.arange(1, _EXACT), 0.025)).tolist()]


def positions(actors: pd.DataFrame) -> dict[str, list[float]]:
    """Return latitude and longitude of the places among some actors."""
    table = assets.load("positions.csv")
    inside = table[table["actor_id"].isin(actors["actor_id"])]
    rows = zip(inside["actor_id"], inside["lat"], inside["lon"], strict=True)
    return {actor: [float(lat), float(lon)] for actor, lat, lon in rows}


def _inside(at: Sequence[float], frame: Mapping[str, float]) -> bool:
    return frame["south"] <= at[0] <= frame["north"] and frame["west"] <= at[1] <= frame["east"]


def land_inside(frame: Mapping[str, float]) -> list[Any]:
    """Return where people live inside a frame: rows of cells of one degree ("1": land), and the middle of the first."""
    rows = assets.load_bytes("land.txt").decode("ascii").split()
    cells = np.array([[bit == "1" for digit in row for bit in f"{int(digit, 16):04b}"] for row in rows])
    lat, lon = 89.5 - np.arange(cells.shape[0]), -179.5 + np.arange(cells.shape[1])
    down = (lat >= frame["south"]) & (lat <= frame["north"])
    across = (lon >= frame["west"]) & (lon <= frame["east"])
    inside = ["".join("1" if land else "0" for land in row) for row in cells[down][:, across]]
    return [inside, float(lat[down][0]), float(lon[across][0])]


def _coded(values: pd.Series) -> tuple[list[str], Array]:
    """Return the sorted names that occur ('' for none) and the number of each value in them."""
    code, names = pd.factorize(values.fillna("").astype(object), sort=True)
    return [str(name) for name in names], code.astype(np.uint16)


def _toned(sentences: pd.DataFrame) -> tuple[Array, Array, Array]:
    """Return the tones that occur, the class of each (0 negative, 1 neutral, 2 positive), and which a sentence has.

    A tone that stands in two classes, as that of a transformer may, is there twice.
    """
    tone = sentences["sentiment"].to_numpy(dtype=np.float64, na_value=np.nan)
    kind = sentences["sentiment_class"].fillna(0).to_numpy(dtype=np.int64) + 1
    scored = ~np.isnan(tone)
    if len(np.unique(tone[scored])) * 3 >= _NONE:  # finer than any engine of this package tells apart
        tone = np.round(tone, 4)
    pairs, code = np.unique(np.stack([tone[scored], kind[scored]], axis=1), axis=0, return_inverse=True)
    of_sentence = np.full(len(tone), _NONE, dtype=np.uint16)
    of_sentence[scored] = code.ravel()
    return pairs[:, 0].copy(), pairs[:, 1].astype(np.uint8), of_sentence


def _valued(values: pd.Series) -> tuple[Array, Array]:
    """Return the numbers that occur, ascending, and the place of each value among them."""
    plain = values.to_numpy(dtype=np.float64)
    different = np.unique(plain)
    return different, np.searchsorted(different, plain).astype(np.uint16)


def _days_shown(published: pd.Series) -> dict[str, Any] | None:
    """Return the first and last day (from 1970) of the axis, how many articles lie outside, and the period drawn.

    Outside are those beyond the central 99.5%, and fewer than five at an end that nothing follows for six weeks.
    """
    days = np.sort(_days(published.dropna()))
    if not len(days):
        return None
    cut = int(len(days) * 0.0025)
    central = days[cut : len(days) - cut]
    parts = np.split(central, np.flatnonzero(np.diff(central) > _GAP) + 1)
    full = [k for k, part in enumerate(parts) if len(part) >= _FEW] or range(len(parts))
    first, last = int(parts[full[0]][0]), int(parts[full[-1]][-1])
    length = last - first + 1
    return {
        "first": first,
        "last": last,
        "before": int((days < first).sum()),
        "after": int((days > last).sum()),
        "undated": len(published) - len(days),
        "per": "day" if length <= 62 else "week" if length <= 550 else "month",
    }


def _days(published: pd.Series) -> Array:
    seconds = published.dt.tz_localize(None).astype("datetime64[s]").to_numpy().astype(np.int64)
    return np.where(published.isna().to_numpy(), UNDATED, seconds // 86400).astype(np.int32)


def _topic_rows(corpus: Corpus, articles: pd.DataFrame) -> pd.DataFrame:
    number = pd.Index(articles["article_id"])
    rows = corpus.topics.assign(article=number.get_indexer(pd.Index(corpus.topics["article_id"])))
    order = pd.Index(corpus.topic_labels["topic"])
    rows = rows.assign(topic=order.get_indexer(pd.Index(rows["topic"])))
    return rows[rows["topic"] >= 0].sort_values(["article", "topic"], ignore_index=True)


def _actors(corpus: Corpus, actors: pd.DataFrame) -> list[list[Any]]:
    """Return id, Arabic name, English name, kind, country and other spellings of each actor."""
    named = corpus.mentions.loc[corpus.mentions["kind"] == "name", ["actor_id", "surface"]].dropna()
    counts = named.groupby(["actor_id", "surface"], sort=False).size().reset_index(name="n")
    counts = counts.sort_values("n", ascending=False, kind="stable").groupby("actor_id", sort=False).head(_FORMS)
    forms: dict[str, dict[str, None]] = {}
    for actor, surface in zip(counts["actor_id"], counts["surface"], strict=True):
        forms.setdefault(actor, {})[" ".join(surface.split())] = None
    aliases = assets.load("aliases.csv")
    for actor, alias in zip(aliases["actor_id"], aliases["alias"], strict=True):
        forms.setdefault(actor, {})[alias] = None
    rows = []
    for row in actors[[*NAMES.split(), "country"]].itertuples(index=False):
        known = [None if pd.isna(value) else str(value) for value in row]
        spellings = [form for form in forms.get(str(known[0]), ()) if form not in known]
        rows.append([*known, _different(spellings, [name for name in known[1:3] if name])])
    return rows


def _different(spellings: list[str], names: list[str]) -> list[str]:
    """Leave out a spelling that another one or a name is found by: the same with a clitic, or with more before it."""
    kept: list[str] = []
    known = {str(fold(form)) for form in [*names, *spellings]}
    for form in sorted(spellings, key=len):
        folded = str(fold(form))
        with_clitic = any(rest in known for _, rest in readings(folded)[1:])
        if not with_clitic and not any(folded.endswith(fold(other)) for other in kept):
            kept.append(form)
    return kept


def _topics(corpus: Corpus) -> list[list[Any]]:
    """Return number, label, terms and place on the map of each topic."""
    terms = corpus.topic_terms.groupby("topic", sort=False)["term"].agg(list).to_dict()
    labels = corpus.topic_labels[["topic", "label"]]
    places = topic_places(corpus.topic_terms, labels["topic"].tolist())
    return [
        [int(topic), label, terms.get(topic, []), *(round(float(k), 4) for k in place)]
        for (topic, label), place in zip(labels.itertuples(index=False), places, strict=True)
    ]
