"""What is installed, what is missing, and the command that fixes it: `explore doctor`.

Charts, notebooks and still images need more than Python packages: a font with Arabic letters, a browser that
draws images, models for the engines. Each check is one row with what was found and what to run, so that the
whole table can be pasted into a bug report. Nothing is loaded, fetched or changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from itertools import chain
from pathlib import Path

import pandas as pd
from packaging.requirements import Requirement

from explore.errors import AssetCorrupt

_DISTRIBUTION = "explore-arabic-news"
_NAMED = ("pandas", "plotly", "ipywidgets", "jupyterlab", "bertopic", "camel-tools", "kaleido")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_PLAYWRIGHT = (".cache/ms-playwright", "Library/Caches/ms-playwright", "AppData/Local/ms-playwright")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
                 "/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip
_FONT_FILES = ("DejaVuSans.ttf", "Amiri-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf",
               "GeezaPro.ttc", "tahoma.ttf", "arial.ttf")  # fmt: skip

#: A row of the table: check, state, found, fix.
Row = tuple[str, str, str, str]


def doctor() -> pd.DataFrame:
    """Check what this installation can do, and say how to fix what it cannot.

    Returns
    -------
    pandas.DataFrame
        One row per check: `check` (what was looked for), `state` ("ok", "old", "missing", or "optional" for what
        is not here and need not be), `found` (version, path or what is wrong) and `fix` (the command to run;
        empty where all is well). Packages come first, then engines, fonts and browser.

    Examples
    --------
    >>> list(doctor().columns)
    ['check', 'state', 'found', 'fix']
    """
    rows = [*_python(), *_packages(), *_engines(), *_machine()]
    return pd.DataFrame(rows, columns=["check", "state", "found", "fix"])


def as_text(table: pd.DataFrame) -> str:
    """Return the table of `doctor` as lines for a terminal: state, check, found; under it the command that fixes it.

    Examples
    --------
    >>> print(as_text(pd.DataFrame([("font", "missing", "none", "apt-get install fonts-dejavu-core")],
    ...                            columns=["check", "state", "found", "fix"])))
    missing   font  none
                    → apt-get install fonts-dejavu-core
    """
    width = int(table["check"].str.len().max())
    lines = []
    for check, state, found, fix in table[["check", "state", "found", "fix"]].to_numpy().tolist():
        lines.append(f"{state:<9} {check:<{width}}  {found}")
        if fix:
            lines.append(" " * (width + 12) + f"→ {fix}")
    return "\n".join(lines)


def find_browser() -> str | None:
    """Return the path of a Chromium or Chrome: $BROWSER_PATH, on PATH, in the usual places, or Playwright's own."""
    candidates = [os.environ.get("BROWSER_PATH"), *map(shutil.which, _BROWSERS), *_BROWSER_FILES]
    for folder in _PLAYWRIGHT:
        candidates += [str(p) for p in sorted(Path.home().glob(f"{folder}/chromium-*/chrome-*/chrome*"), reverse=True)]
    return next((path for path in candidates if path and os.access(path, os.X_OK) and Path(path).is_file()), None)


def arabic_font() -> str | None:
    """Return the name of an installed font with Arabic letters, asking fontconfig first and the font folders next."""
    if tool := shutil.which("fc-list"):
        listed = subprocess.run([tool, ":lang=ar", "family"], capture_output=True, text=True, check=False)  # noqa: S603
        if families := sorted({line.split(",")[0] for line in listed.stdout.splitlines()}):
            return ", ".join(families[:4])
    files = (Path(folder).expanduser().rglob(name) for folder in _FONT_FOLDERS for name in _FONT_FILES)
    return next((file.stem for file in chain.from_iterable(files)), None)


def _python() -> Iterator[Row]:
    yield ("python", "ok", ".".join(map(str, sys.version_info[:3])), "")
    yield (_DISTRIBUTION, "ok", metadata.version(_DISTRIBUTION), "")


def _packages() -> Iterator[Row]:
    """Report the packages a researcher knows by name always, any other only where missing or too old."""
    for needed in map(Requirement, metadata.requires(_DISTRIBUTION) or []):
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(needed.name)
        except metadata.PackageNotFoundError:
            fix = f'pip install "{needed.name}{needed.specifier}"'
            yield (needed.name, "missing", f"needs {needed.specifier}", fix)
            continue
        if not needed.specifier.contains(version, prereleases=True):
            found = f"{version}, needs {needed.specifier}"
            yield (needed.name, "old", found, f'pip install --upgrade "{needed.name}{needed.specifier}"')
        elif needed.name in _NAMED:
            yield (needed.name, "ok", version, "")


def _engines() -> Iterator[Row]:
    from explore import assets
    from explore.engines import camel

    try:
        for name in assets.manifest():
            assets.load_bytes(name)
    except AssetCorrupt as error:
        yield ("engine embedded", "missing", str(error), f"pip install --force-reinstall --no-deps {_DISTRIBUTION}")
    else:
        yield ("engine embedded", "ok", f"{len(assets.manifest())} data files, all as their manifest says", "")
    for model in camel.MODELS:
        folder = camel.model_folder(model)
        if camel.has_model(model):
            yield (f"engine camel: {model}", "ok", str(folder), "")
        else:
            yield (f"engine camel: {model}", "optional", f"not in {folder}", camel.install_command(model))


def _machine() -> Iterator[Row]:
    """Report what charts and still images need beside packages."""
    font = "apt-get install fonts-dejavu-core fonts-hosny-amiri, or any font with Arabic letters"
    browser = "apt-get install chromium, or `playwright install chromium`, or set BROWSER_PATH"
    for check, found, missing, fix in (
        ("Arabic font", arabic_font(), "no font with Arabic letters", font),
        ("browser for still images", find_browser(), "no Chromium or Chrome found", browser),
    ):
        yield (check, "ok", found, "") if found else (check, "missing", missing, fix)
