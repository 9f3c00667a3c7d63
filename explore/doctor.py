"""What is installed, what is missing, and the command that mends it: `explore doctor`.

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
from pathlib import Path

import pandas as pd
from packaging.requirements import Requirement

_DISTRIBUTION = "explore-arabic-news"
_NAMED = ("pandas", "plotly", "ipywidgets", "jupyterlab", "bertopic", "camel-tools")
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

#: A row of the table: check, state, found, mend.
Row = tuple[str, str, str, str]


def doctor() -> pd.DataFrame:
    """Check what this installation can do, and say how to mend what it cannot.

    Returns
    -------
    pandas.DataFrame
        One row per check: `check` (what was looked for), `state` ("ok", "old" or "missing"), `found` (version,
        path or what is wrong) and `mend` (the command to run; empty where all is well). Packages come first,
        then engines, fonts and browser. A missing `camel` engine is no fault: it is fetched on request.

    Examples
    --------
    >>> list(doctor().columns)
    ['check', 'state', 'found', 'mend']
    """
    rows = [*_python(), *_packages(), *_engines(), *_font(), *_browser()]
    return pd.DataFrame(rows, columns=["check", "state", "found", "mend"])


def find_browser() -> str | None:
    """Return the path of a Chromium or Chrome: $BROWSER_PATH, on PATH, in the usual places, or Playwright's own."""
    candidates = [os.environ.get("BROWSER_PATH"), *map(shutil.which, _BROWSERS), *_BROWSER_FILES]
    for folder in _PLAYWRIGHT:
        candidates += [str(p) for p in sorted(Path.home().glob(f"{folder}/chromium-*/chrome-*/chrome*"), reverse=True)]
    return next((path for path in candidates if path and os.access(path, os.X_OK) and Path(path).is_file()), None)


def arabic_font() -> str | None:
    """Return the name of an installed font with Arabic letters, asking fontconfig first and the font folders next."""
    if tool := shutil.which("fc-list"):
        # fc-list speaks the language of the machine otherwise, and lists files in no order.
        listed = subprocess.run([tool, ":lang=ar", "family"], capture_output=True, text=True, check=False)  # noqa: S603
        families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
        if families:
            return ", ".join(families[:4]) + (" …" if len(families) > 4 else "")
    for folder in _FONT_FOLDERS:
        for name in _FONT_FILES:
            if found := next(Path(folder).expanduser().rglob(name), None):
                return found.stem
    return None


def _python() -> Iterator[Row]:
    yield ("python", "ok", ".".join(map(str, sys.version_info[:3])), "")
    yield (_DISTRIBUTION, "ok", metadata.version(_DISTRIBUTION), "")


def _packages() -> Iterator[Row]:
    """Report the six packages a researcher knows by name always, any other only where missing or too old."""
    for line in metadata.requires(_DISTRIBUTION) or []:
        needed = Requirement(line)
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(needed.name)
        except metadata.PackageNotFoundError:
            mend = f'pip install "{needed.name}{needed.specifier}"'
            yield (needed.name, "missing", f"needs {needed.specifier}", mend)
            continue
        if not needed.specifier.contains(version, prereleases=True):
            found = f"{version}, needs {needed.specifier}"
            yield (needed.name, "old", found, f'pip install --upgrade "{needed.name}{needed.specifier}"')
        elif needed.name in _NAMED:
            yield (needed.name, "ok", version, "")


def _engines() -> Iterator[Row]:
    from explore.engines import camel

    for model in camel.MODELS:
        folder = camel.model_folder(model)
        if (folder / "config.json").is_file():
            yield (f"engine camel: {model}", "ok", str(folder), "")
        else:
            yield (f"engine camel: {model}", "missing", f"nothing in {folder}", camel.install_command(model))


def _font() -> Iterator[Row]:
    mend = "apt-get install fonts-dejavu-core fonts-hosny-amiri, or any font with Arabic letters"
    found = arabic_font()
    yield ("Arabic font", "ok", found, "") if found else ("Arabic font", "missing", "no font with Arabic letters", mend)


def _browser() -> Iterator[Row]:
    mend = "apt-get install chromium, or `playwright install chromium`, or set BROWSER_PATH"
    what = "browser for still images"
    found = find_browser()
    yield (what, "ok", found, "") if found else (what, "missing", "no Chromium or Chrome found", mend)
