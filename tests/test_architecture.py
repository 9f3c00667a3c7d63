"""The layers of the package as data: who may import whom, what loads when, how long a file may be."""

import ast
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

import explore
from explore import assets

ROOT = Path(explore.__file__).parent

#: What a part may import at the top of a file or inside a function; each part may import itself. In this order data
#: moves: files, articles, Docs, tables of a corpus, tables of measures, figures, panels, pages.
MAY = {
    "errors": "",
    "text": "",
    "doc": "text",
    "assets": "errors",
    "stems": "text assets",
    "tables": "errors assets",
    "calendar": "errors text doc assets",
    "filters": "errors text tables",
    "corpus": "errors text tables assets filters",
    "reading": "errors text tables assets calendar",
    "actors": "errors text tables assets",
    "model": "errors text doc assets actors",
    "tone": "errors text doc tables assets stems model",
    "curation": "errors text doc tables assets actors",
    "engines": "errors text doc tables assets actors model tone",
    "annotation": "errors text doc stems tables assets calendar corpus actors model tone curation engines",
    "measures": "errors text stems tables assets actors",
    "charts": "errors text tables assets",
    "panels": "errors text tables assets corpus curation measures charts explorer",
    "sharing": "errors text assets",
    "explorer": "errors text tables assets corpus filters measures",
    "doctor": "errors assets engines",
    # What stands above the layers and joins them; nothing imports these.
    "cli": "*",
    "__main__": "*",
    "__init__": "*",
}
#: `from explore import __version__` reads one string; it loads nothing else.
VERSION = "__version__"

#: Packages that only the parts named may import, and only inside the functions that need them.
HEAVY = {
    "plotly": "charts sharing panels",
    "ipywidgets": "panels",
    "anywidget": "panels explorer",
    "traitlets": "panels explorer",
    "IPython": "panels",
    "torch": "engines",
    "transformers": "engines",
    "camel_tools": "engines",
    "bertopic": "annotation",
    "sklearn": "annotation measures charts",
    "scipy": "annotation measures charts explorer",
    "networkx": "measures charts explorer",
    "nbclient": "sharing",
    "nbconvert": "sharing",
    "nbformat": "sharing",
    "ahocorasick": "actors",
    "trafilatura": "reading",
    "pandas": "",  # the floors below the tables do without
}
#: A class that is a widget: its module is imported when it is asked for, not before.
LAZY = ("explorer/widget.py",)
NO_PANDAS = ("errors", "text")
ONLY_INSIDE = set(HEAVY) - {"pandas"}

#: Longer files, and why they are one.
LONG: dict[str, str] = {}
LIMIT = 300

FILES = sorted(ROOT.rglob("*.py"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def part_of(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path):
    """Yield (module, name, at the top) of every import that is carried out: not those for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checking = {id(n) for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
                for n in ast.walk(node)}  # fmt: skip
    inside = {id(n) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
              for n in ast.walk(node)}  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in checking:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", id(node) not in inside
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are absolute here"
            for alias in node.names:
                yield node.module, alias.name, id(node) not in inside


def ours(path):
    """The parts of the package that a file imports."""
    for module, name, _ in imports(path):
        if module == "explore":
            if name and name != VERSION:
                yield name
        elif module.startswith("explore."):
            yield module.split(".")[1]


def test_every_part_has_its_place():
    assert {part_of(path) for path in FILES} <= set(MAY)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_downwards(path):
    part = part_of(path)
    if MAY[part] != "*":
        forbidden = set(ours(path)) - {part, *MAY[part].split()}
        assert not forbidden, f"{part} may import {MAY[part] or 'nothing of ours'}, not {', '.join(sorted(forbidden))}"


def test_the_table_itself_has_no_cycle():
    left = {part: set(MAY[part].split()) for part in MAY if MAY[part] != "*"}
    while left:
        free = [part for part, needs in left.items() if not needs & set(left)]
        assert free, f"a cycle among {sorted(left)}"
        for part in free:
            del left[part]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_heavy_packages_stay_where_they_are_needed(path):
    part = part_of(path)
    for module, _, top in imports(path):
        package = module.split(".")[0]
        if package == "pandas":
            assert part not in NO_PANDAS
        elif package in HEAVY:
            assert part in HEAVY[package].split(), f"{part} has no business with {package}"
            assert not top or name_of(path) in LAZY, f"import {package} inside the function that needs it"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_is_too_long(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LIMIT or name_of(path) in LONG, f"{lines} lines: split it, or say in LONG why it is one"


def without_docstring(node):
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


#: Functions of more lines, and why.
LONG_FUNCTIONS: dict[str, str] = {}
FUNCTION_LIMIT = 60


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_function_is_too_long(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{name_of(path)}:{node.name}"
            assert without_docstring(node) <= FUNCTION_LIMIT or where in LONG_FUNCTIONS, where


ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
ARABIC_LIMIT = 400


def arabic_words(path):
    """Count the Arabic words in strings that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docs = {id(n.body[0].value) for n in nodes if ast.get_docstring(n, clean=False) is not None}
    strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return sum(len(ARABIC_WORD.findall(n.value)) for n in strings if id(n) not in docs)


def test_words_of_the_language_stand_in_assets():
    counted = {name_of(path): n for path in FILES if (n := arabic_words(path))}
    assert sum(counted.values()) <= ARABIC_LIMIT, sorted(counted.items(), key=lambda item: -item[1])[:5]


def word_lists():
    """Yield (file and name, words) of each word list of the assets with eight entries or more."""
    for path in sorted((ROOT / "assets").glob("words-*.toml")):
        for name, value in assets.words(path.stem.removeprefix("words-")).items():
            words = {word for word in value if isinstance(word, str)} if not isinstance(value, str) else set()
            if len(words) >= 8:
                yield f"{path.stem}:{name}", words


#: Pairs of lists that share words by nature, and why.
SHARED: dict[frozenset[str], str] = {}


def test_a_word_list_stands_once():
    for (a, left), (b, right) in combinations(word_lists(), 2):
        shared = len(left & right) / min(len(left), len(right))
        assert shared < 0.6 or frozenset((a, b)) in SHARED, f"{a} and {b} share {shared:.0%}: one list serves both"


def test_importing_the_package_is_silent_and_light():
    code = (
        "import sys, warnings; before = list(warnings.filters); import explore; "
        "assert warnings.filters == before; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert run.stderr == ""
    assert not loaded & ONLY_INSIDE
    assert "pandas" not in loaded  # a second of the start-up: it comes with the first function used


def test_importing_has_no_effect_on_folders(tmp_path):
    code = "import explore, explore.engines.camel, explore.sharing, explore.doctor"
    env = {"HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_unpickled_or_evaluated():
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not {m.split(".")[0] for m, _, _ in imports(path)} & {"pickle", "dill", "joblib", "marshal", "shelve"}
        called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        assert not called & {"eval", "exec"}, name_of(path)


def test_every_public_name_can_be_had():
    absent = [name for name in explore.__all__ if getattr(explore, name, None) is None]
    assert absent == []
