"""Build .venv from constraints.txt: from nothing but Python 3.11 or newer; called by the Makefile.

PyTorch comes first, in its build for the CPU: its usual Linux build brings gigabytes of CUDA libraries that
nothing here uses. uv installs the rest in seconds; where uv cannot be had, pip does the same in minutes.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CONSTRAINTS = ROOT / "constraints.txt"


def pin(name):
    """Return `name==version` as constraints.txt has it."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return next(line.strip() for line in lines if line.startswith(name + "=="))


def local_torch():
    """Say whether a CPU build of PyTorch lies in a folder that pip is told to look in."""
    folders = os.environ.get("PIP_FIND_LINKS", "").split()
    wheel = pin("torch").replace("==", "-") + "+cpu-*.whl"
    return any(any(Path(folder.removeprefix("file://")).glob(wheel)) for folder in folders)


def run(*command, **env):
    """Run a command, show it, and stop at an error."""
    print("+", " ".join(map(str, command)), flush=True)
    subprocess.run(list(map(str, command)), check=True, cwd=ROOT, env={**os.environ, **env})


def main():
    """Create .venv where there is none, and install what pyproject.toml names in the versions of constraints.txt."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file is run by whatever Python there is
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12")
    if not PYTHON.exists():
        print(f"+ new virtual environment {VENV.name}", flush=True)
        venv.create(VENV, with_pip=True)
    package = f"{ROOT}[test]"
    try:
        run(PYTHON, "-m", "pip", "install", "--quiet", pin("uv"))
    except subprocess.CalledProcessError:
        print("uv cannot be had: pip does the same, slowly.", flush=True)
        run(PYTHON, "-m", "pip", "install", "--quiet", "-c", CONSTRAINTS, pin("torch"))
        run(PYTHON, "-m", "pip", "install", "--quiet", "-c", CONSTRAINTS, "-e", package)
        return
    links = (
        {"UV_FIND_LINKS": ",".join(os.environ["PIP_FIND_LINKS"].split())} if os.environ.get("PIP_FIND_LINKS") else {}
    )
    install = (PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "-c", CONSTRAINTS)
    run(*install, pin("torch"), *([] if local_torch() else ["--torch-backend=cpu"]), **links)
    run(*install, "-e", package, **links)


if __name__ == "__main__":
    main()
