"""Measure the dating of undated articles: python tools/bench_dating.py SHARED [--n 500] [--beside 3500] [--seed 0].

SHARED holds data/ant/ant.parquet, Arabic news of February to October 2018 with dates. Three rows, all with the dates
hidden: the five seeds, random ANT articles alone, and the same articles in a corpus beside others that keep their
dates (another outlet's report of the same thing, the time of the outlet). Columns: `clues`, the share whose text says
anything; `covered`, of these, the share whose interval holds the true day; `dated`, the share that gets a date; of
these, the shares exact, within a week and within a month, and `covered, dated`.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from explore import annotate

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def seeds():
    true = pd.read_csv(SEEDS / "metadata.csv", index_col="file")["published"]
    texts = [(SEEDS / name).read_text(encoding="utf-8") for name in true.index]
    return pd.DataFrame({"article_id": true.index, "text": texts}), pd.to_datetime(true).to_numpy()


def news(shared, n, seed):
    ant = pd.read_parquet(shared / "data/ant/ant.parquet").sample(n, random_state=seed)
    when = pd.to_datetime(ant["published"], utc=True, format="mixed").dt.tz_localize(None).dt.normalize()
    frame = pd.DataFrame({"article_id": ant["id"], "outlet": ant["outlet"], "text": ant["title"] + "\n" + ant["text"]})
    return frame.reset_index(drop=True), when.to_numpy()


def measured(name, frame, true, n):
    """Date the first `n` articles as if they had no date; the others keep theirs."""
    shown = np.arange(len(frame)) >= n
    published = pd.Series(pd.to_datetime(true, utc=True), index=frame.index).where(shown)
    layers = ["sentences", "names", "new_actors", "near_duplicates", "document_date"]
    found = annotate(frame.assign(published=published), layers=layers).articles.head(n)
    day = pd.Series(true[:n])
    off = (found["published"].dt.tz_localize(None) - day).abs().dt.days
    has, dated = found["dating_since"].notna(), found["published"].notna()
    covered = (found["dating_since"] <= day) & (day <= found["dating_until"])
    width = (found["dating_until"] - found["dating_since"]).dt.days + 1
    return {
        "": name, "articles": n, "clues": has.mean(), "covered": covered[has].mean(), "median days": width.median(),
        "dated": dated.mean(), "exact": (off[dated] == 0).mean(), "week": (off[dated] <= 7).mean(),
        "month": (off[dated] <= 31).mean(), "covered, dated": covered[dated].mean(),
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--n", type=int, default=500, help="articles of ANT to date")
    parser.add_argument("--beside", type=int, default=3500, help="articles of ANT beside them that keep their dates")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    frame, true = seeds()
    rows = [measured("seeds", frame, true, len(frame))]
    frame, true = news(options.shared, options.n + options.beside, options.seed)
    rows.append(measured("ANT alone", frame.head(options.n), true[: options.n], options.n))
    rows.append(measured(f"ANT beside {options.beside:,} dated", frame, true, options.n))
    print(pd.DataFrame(rows).set_index("").round(3).T.to_string())


if __name__ == "__main__":
    main()
