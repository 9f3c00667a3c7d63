"""Measure the reading of dates: python tools/bench_dates.py SHARED [--errors].

SHARED holds data/dates/recognizers and data/dates/duckling (the Arabic test items of two date readers, made for
assistants rather than news), data/dates/publish_date_strings.tsv (dates as sites print them) and, for the speed,
data/ant/ant.parquet. dateparser reads the same items in the same run: `pip install explore-arabic-news[bench]`.

An item is right (`explore`) when something read in it begins and ends where the item says: two answers are right where
the item gives a past and a future one. A clock time alone is right when its hour and minute are. dateparser gives
points, never intervals, so that side by side only the beginning is asked (`begins`). Durations and repetitions ("every
week"), which are no place on the calendar, are left out. Where the items are of another mind than news, they are not
followed: "Thursday" alone is the coming one to an assistant, "this evening" begins at 16:00.
"""

import argparse
import csv
import json
import re
import time
import warnings
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from explore.annotation.dates import find_dates
from explore.calendar import parse_published
from explore.doc import read_docs

FILES = "DateParser DatePeriodParser DateTimeParser DateTimePeriodParser TimeParser HolidayParser".split()
FILES += ["MergedParser", "DateTimeModel"]
CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "dates.json"
GRAINS = {"Day": 1, "Week": 7}


def moment(text):
    return datetime.fromisoformat(text)


def given(item):
    """Yield the values of an item's first result; durations and repetitions have no place on the calendar."""
    for result in item["Results"][:1]:
        value = result.get("Value") or result.get("Resolution") or {}
        repeated = re.search("duration|set", result.get("Type") or result.get("TypeName"))
        if not repeated and not isinstance(value, str):  # one item has text in its place
            futures = [value.get("FutureResolution"), value.get("PastResolution")]
            yield from filter(None, value.get("values") or futures)


def recognizers(folder):
    """Yield (set, text, reference, [(since, until or None)], hours): until is None where only the beginning is said."""
    for name in FILES:
        for item in json.loads((folder / f"{name}.json").read_text("utf-8-sig")):
            reference = moment(item.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00")[:19])
            answers, clock = [], None
            for value in given(item):
                names = ("value", "date", "dateTime", "startDate", "start", "startDateTime")
                start = next((value[n] for n in names if value.get(n)), "")
                end = next((value[n] for n in ("end", "endDate", "endDateTime") if value.get(n)), "")
                if value.get("time") or re.fullmatch(r"[\d:]+", start):
                    clock = (value.get("time") or start)[:5]
                elif re.match(r"[12]\d{3}-", start):
                    point = len(start) == 10 and not end
                    last = moment(end) if re.match(r"[12]\d{3}-", end) else None
                    answers.append((moment(start), moment(start) + timedelta(days=1) if point else last))
            if answers or clock:
                yield f"recognizers {name}", item["Input"], reference, answers, clock


def duckling(folder):
    reference = moment("2013-02-12T04:30")
    text = (folder / "Time_Corpus.hs").read_text("utf-8")
    for block in re.split(r"examples \(", text)[1:]:
        head, _, rest = block.partition("[")
        numbers = [tuple(map(int, re.findall(r"\d+", group))) for group in re.findall(r"\((\d+(?:, \d+)+)\)", head)]
        grain = re.search(r"\b(Day|Week|Month|Year|Hour|Minute|Second)\b", head)
        if not numbers or grain is None:
            continue
        since = pd.Timestamp(*numbers[0]).to_pydatetime()
        until = pd.Timestamp(*numbers[1]).to_pydatetime() if len(numbers) > 1 else None
        if until is None and grain[1] in GRAINS:
            until = since + timedelta(days=GRAINS[grain[1]])
        elif until is None and grain[1] in ("Month", "Year"):
            until = (pd.Timestamp(since) + pd.DateOffset(**{grain[1].lower() + "s": 1})).to_pydatetime()
        for example in re.findall(r'"([^"]+)"', rest.split("]")[0]):
            yield "duckling", example, reference, [(since, until)], None


def ours(items):
    frame = pd.DataFrame(
        {
            "article_id": [str(k) for k in range(len(items))],
            "text": [item[1] for item in items],
            "published": pd.to_datetime([item[2] for item in items], utc=True),
        }
    )
    found = find_dates(read_docs(frame))
    return {key: list(zip(rows["since"], rows["until"], strict=True)) for key, rows in found.groupby("article_id")}


def theirs(text, reference):
    """What dateparser reads; it is told the language and the day, as we are."""
    from dateparser.search import search_dates

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = search_dates(text, languages=["ar"], settings={"RELATIVE_BASE": reference})
    return [when.replace(tzinfo=None) for _, when in found or []]


def is_right(found, answers, clock):
    for since, until in found:
        if clock and until - since <= timedelta(minutes=1) and f"{since:%H:%M}" == clock:
            return True
        for start, end in answers:
            whole_days = end and (start.hour, end.hour) == (0, 0)
            if since == start and (end is None or until in (end, end + timedelta(days=1))) and (
                whole_days or until - since <= timedelta(minutes=1) or until == end
            ):  # fmt: skip
                return True
    return False


def begins_right(found, answers, clock):
    """Say whether a point is the beginning of an answer: its day and, where the answer has one, its hour and minute."""
    for when in found:
        if clock and f"{when:%H:%M}" == clock:
            return True
        for start, _ in answers:
            timed = start.hour or start.minute
            if when.date() == start.date() and (not timed or f"{when:%H:%M}" == f"{start:%H:%M}"):
                return True
    return False


def read_items(shared, errors):
    items = [*recognizers(shared / "data/dates/recognizers"), *duckling(shared / "data/dates/duckling")]
    found = ours(items)
    rows = []
    for k, (name, text, reference, answers, clock) in enumerate(items):
        mine = [pair for pair in found.get(str(k), []) if not pd.isna(pair[0])]
        right = is_right(mine, answers, clock)
        points = [begins_right([since for since, _ in mine], answers, clock)]
        points.append(begins_right(theirs(text, reference), answers, clock))
        rows.append((name, right, *points))
        if errors and not right:
            print(name, "|", text, "|", reference, "|", answers[:2], clock, "|", mine)
    table = pd.DataFrame(rows, columns=["set", "explore", "explore begins", "dateparser begins"])
    means = pd.concat([table, table.assign(set="all")]).groupby("set", sort=False).mean().round(3)
    print(means.assign(items=[*table.groupby("set", sort=False).size(), len(table)]).to_string())


def read_newsroom():
    """Forty forms of newsrooms, those of the tests: the value by us, the first point by dateparser."""
    cases = [case for case in json.loads(CASES.read_text("utf-8")) if case.get("newsroom")]
    right = [0, 0]
    for case in cases:
        surface, value = case["dates"][0]
        reference = moment(case["published"])
        frame = pd.DataFrame(
            {"article_id": ["a"], "text": [case["text"]], "published": [pd.Timestamp(reference, tz="UTC")]}
        )
        mine = find_dates(read_docs(frame))
        points = theirs(case["text"], reference)
        since = mine["since"].iloc[0] if len(mine) else None
        ok = mine["value"].tolist() == [value]
        near = any(point.date() == since.date() for point in points) if since is not None else False
        right[0] += ok
        right[1] += near
        shown = ", ".join(f"{point:%Y-%m-%d}" for point in points) or "nothing"
        verdict = "right" if ok else str(mine["value"].tolist())
        print(f"{surface:45} {value:24} {verdict:7} | {shown} {'(right)' if near else ''}")
    print(f"{len(cases)} newsroom forms: explore {right[0]}, dateparser {right[1]} (the day it begins)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each item read wrong")
    options = parser.parse_args()
    read_items(options.shared, options.errors)
    with (options.shared / "data/dates/publish_date_strings.tsv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    strings: list[str] = []
    for row in rows:  # a string may run over lines, the others without a domain
        if len(row) == 2:
            strings.append(row[1])
        else:
            strings[-1] += " " + " ".join(row)
    unread = [text for text in strings if parse_published(text).when is None]
    print(f"publication dates: {len(strings) - len(unread)} of {len(strings)} read", *map(repr, unread))
    read_newsroom()
    ant = pd.read_parquet(options.shared / "data/ant/ant.parquet").sample(2000, random_state=0)
    ant = pd.DataFrame(
        {"article_id": ant["id"], "text": ant["text"], "published": pd.Timestamp("2018-05-30", tz="UTC")}
    )
    n_words = int(ant["text"].str.split().str.len().sum())
    begin = time.process_time()
    n_dates = len(find_dates(read_docs(ant)))
    took = time.process_time() - begin
    print(f"{n_words:,} words of {len(ant):,} articles, {n_dates:,} dates: {n_words / took:,.0f} words a second")


if __name__ == "__main__":
    main()
