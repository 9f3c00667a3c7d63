"""How fast are articles read, and what does the report say of them?

    python tools/bench_reading.py FOLDER

FOLDER holds files of articles; each is read by itself, in a process of its own, so that peak memory is its own. The
named alternative is pandas reading the same file, which gives a table but neither documents nor dates nor a report.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path


def measure(path, how):
    """Read one file in this process; print what it took as JSON."""
    import pandas as pd

    from explore.reading import read_articles

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter(), time.process_time()
    if how == "pandas":
        n, said = len(pd.read_parquet(path)), ""
    else:
        articles, report = read_articles(path, report=True)
        n, said = len(articles), str(report)
    figures = {
        "n": n,
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "said": said,
    }
    print(json.dumps(figures))


def main(folder):
    paths = sorted(
        p for p in Path(folder).rglob("*") if p.suffix in {".parquet", ".csv", ".jsonl", ".json", ".gz", ".xlsx"}
    )
    if not paths:
        sys.exit(f"{folder} holds no file of articles (.parquet, .csv, .jsonl, .json, .xlsx).")
    print(f"{'file':<28}{'reader':<10}{'articles':>10}{'s':>8}{'per s of one core':>20}{'peak MiB':>10}{'imports':>10}")
    for path in paths:
        for how in ("explore", "pandas") if path.suffix == ".parquet" else ("explore",):
            out = subprocess.run(
                [sys.executable, __file__, "--one", path, how], capture_output=True, text=True, check=False
            )
            if out.returncode:
                print(f"{path.name:<28}{how:<10}  {out.stderr.strip().splitlines()[-1]}")
                continue
            f = json.loads(out.stdout)
            rate = f["n"] / max(f["cpu"], 1e-9)
            print(
                f"{path.name:<28}{how:<10}{f['n']:>10,}{f['wall']:>8.2f}{rate:>20,.0f}{f['peak']:>10,.0f}{f['before']:>10,.0f}"
            )
            if f["said"]:
                print("    " + f["said"].replace("\n", "\n    "))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--one":
        measure(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit(__doc__)
