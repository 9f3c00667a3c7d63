"""Print the path of a Chromium for the tests and for still images; fetch one, and Arabic fonts, where there is none.

Tried in turn: $BROWSER_PATH and PATH; Debian's packages, where the user is root; `playwright install chromium`.
Where none can be had this says so and exits 0, and the browser tests skip; under CI they fail instead.
"""

import os
import shutil
import subprocess
import sys

from explore.doctor import arabic_font, find_browser

PACKAGES = {"browser": ["chromium"], "fonts": ["fonts-dejavu-core", "fonts-hosny-amiri", "fonts-noto-core"]}


def attempt(*command):
    """Run a command with its output on stderr; say whether it went well."""
    print("+", " ".join(command), file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, env=env, check=False)
    except OSError:
        return False
    return done.returncode == 0


def main():
    """Make sure of a browser and an Arabic font as far as this machine allows."""
    wanted = ([] if find_browser() else PACKAGES["browser"]) + ([] if arabic_font() else PACKAGES["fonts"])
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if wanted and root and shutil.which("apt-get"):
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted)
    if not find_browser():
        attempt(sys.executable, "-m", "playwright", "install", "chromium")
    found = find_browser()
    if not found:
        print("No browser: the browser tests cannot run. Install Chromium or set BROWSER_PATH.", file=sys.stderr)
    print(found or "")


if __name__ == "__main__":
    main()
