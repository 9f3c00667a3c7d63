"""The files around the package agree with each other: dependencies, pins, conda's environment, the wheel, the version."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as canonical
from packaging.version import Version

import explore

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: conda-forge's name where it is another than PyPI's.
CONDA = {"pytorch-cpu": "torch"}


def requirements(lines):
    return {canonical(r.name): r for r in map(Requirement, lines)}


DEPENDENCIES = requirements(PROJECT["dependencies"])
EXTRAS = {name: requirements(lines) for name, lines in PROJECT["optional-dependencies"].items()}
PINS = {
    canonical(name): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("extra", ["", *EXTRAS])
def test_every_dependency_is_pinned_within_its_bounds(extra):
    for name, needed in (EXTRAS[extra] if extra else DEPENDENCIES).items():
        assert name in PINS, f"constraints.txt lacks {name}"
        assert needed.specifier.contains(PINS[name]), f"{name}: pinned {PINS[name]}, needs {needed.specifier}"


def test_pins_are_plain_and_name_no_host():
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert len(lines) == len(PINS)
    assert lines == sorted(lines, key=lambda line: line.split("==")[0].lower())


def test_what_is_installed_is_what_is_pinned():
    """Where it is not, figures of this run are of other versions than those the project names."""
    other = {}
    for name in DEPENDENCIES:
        installed = Version(metadata.version(name)).public
        if Version(installed) != PINS[name]:
            other[name] = installed
    assert not other, f"installed in other versions than constraints.txt has: {other}; run `make venv`"


def test_conda_installs_the_same():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    pip = next(item["pip"] for item in listed if isinstance(item, dict))
    conda = [re.sub(r"^([\w-]+)", lambda m: CONDA.get(m[1], m[1]), item) for item in listed if isinstance(item, str)]
    found = requirements([item for item in [*conda, *pip] if item != "-e ."])
    assert found.pop("python").specifier == Requirement("python" + PROJECT["requires-python"]).specifier
    found.pop("pip")
    assert {name: str(r.specifier) for name, r in found.items()} == {
        name: str(r.specifier) for name, r in DEPENDENCIES.items()
    }
    assert pip[-1] == "-e ."


def test_what_the_package_imports_is_declared():
    """A package that another one happens to bring along may be gone with its next version."""
    homes = metadata.packages_distributions()
    declared = set(DEPENDENCIES)
    missing = {}
    for path in sorted((ROOT / "explore").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        modules = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        modules |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        for top in {m.split(".")[0] for m in modules} - set(sys.stdlib_module_names) - {"explore"}:
            if not {canonical(d) for d in homes.get(top, [top])} & declared:
                missing.setdefault(top, []).append(path.name)
    assert not missing, f"pyproject.toml does not declare {missing}"


def test_torch_is_pinned_in_one_place():
    """The set-up reads the pin from constraints.txt; a second copy would drift."""
    for name in ("Makefile", "tools/setup_venv.py", ".ci/run"):
        assert not re.search(r"torch==\d", (ROOT / name).read_text("utf-8")), name
    assert 'pin("torch")' in (ROOT / "tools/setup_venv.py").read_text("utf-8")
    assert "+" not in str(PINS["torch"])


def test_no_file_names_a_package_host():
    for name in ("Makefile", "constraints.txt", "environment.yml", "pyproject.toml", ".ci/run", "tools/setup_venv.py"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"index-url|https?://(?!semver)", text), name


def test_one_version_everywhere():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert PROJECT["version"] == explore.__version__ == metadata.version("explore-arabic-news") == cited["version"]
    assert cited["license"] == PROJECT["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")


def test_each_version_opens_with_the_numbers_that_change():
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.split(r"^## ", changes, flags=re.MULTILINE)[1:]
    assert versions[0].startswith(PROJECT["version"])
    for text in versions:
        assert re.search(r"^### (.*)$", text, re.MULTILINE)[1] == "Numbers that change"


def test_the_wheel_holds_the_package_and_its_data(tmp_path):
    from hatchling.builders.wheel import WheelBuilder

    (path,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(path) as wheel:
        inside = set(wheel.namelist())
        licence = [name for name in inside if name.endswith("licenses/LICENSE")]
        assert len(licence) == 1
        assert wheel.read(licence[0]).decode() == (ROOT / "LICENSE").read_text("utf-8")
    here = {p.relative_to(ROOT).as_posix() for p in (ROOT / "explore").rglob("*") if p.is_file()}
    assert {name for name in here if "__pycache__" not in name} <= inside
    assert {"explore/py.typed", "explore/assets/manifest.toml", "explore/sharing/page.js"} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "tools/", "notebooks/"))]
    entry = [name for name in inside if name.endswith("entry_points.txt")]
    assert entry, "no command `explore`"


def test_make_knows_its_targets():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("demo", "test", "lab", "bench", "clean"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        ran = subprocess.run(["make", "-n", "-o", ".venv/.current", target], cwd=ROOT, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr


def test_what_make_writes_is_ignored_by_git():
    for name in (
        "build/seeds/mentions.parquet",
        "build/browser",
        "site/index.html",
        ".venv/.current",
        "test-artifacts/a.png",
    ):
        ran = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT)
        if ran.returncode == 128:
            pytest.skip("not a git checkout")
        assert ran.returncode == 0, name
