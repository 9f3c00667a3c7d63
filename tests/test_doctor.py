"""`doctor` finds what is there, says what is not, and gives the command that fixes it."""

import os
import subprocess
from importlib import metadata

import pytest

from explore import assets, doctor
from explore.errors import AssetCorrupt


@pytest.fixture
def row(monkeypatch):
    def get(check):
        table = doctor.doctor().set_index("check")
        return table.loc[check]

    return get


def test_every_row_is_a_state_and_a_way_out():
    table = doctor.doctor()
    assert list(table.columns) == ["check", "state", "found", "fix"]
    assert set(table["state"]) <= {"ok", "old", "missing", "optional"}
    assert table["check"].is_unique
    assert (table["found"] != "").all()
    assert ((table["fix"] == "") == (table["state"] == "ok")).all()
    named = ["pandas", "plotly", "ipywidgets", "jupyterlab", "bertopic", "camel-tools", "kaleido"]
    assert set(named) < set(table["check"])
    assert table.set_index("check").loc["pandas", "found"].startswith(metadata.version("pandas"))


def test_old_and_missing_packages(monkeypatch, row):
    real = metadata.version

    def version(name):
        if name == "bertopic":
            raise metadata.PackageNotFoundError(name)
        return {"pandas": "2.2.0", "tqdm": "4.0"}.get(name) or real(name)

    monkeypatch.setattr(metadata, "version", version)
    assert row("pandas").state == "old"
    assert row("pandas").found == "2.2.0, needs >=3.0"
    assert row("pandas").fix == 'pip install --upgrade "pandas>=3.0"'
    assert row("tqdm").state == "old"  # unnamed packages show only then
    assert row("bertopic").state == "missing"
    assert row("bertopic").fix.startswith('pip install "bertopic>=')


def test_camel_models(monkeypatch, tmp_path, row):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    missing = row("engine camel: names")
    assert missing.state == "optional"
    assert missing.fix == "camel_data -i ner-arabert"
    assert str(tmp_path) in missing.found
    folder = tmp_path / "data/ner/arabert"
    folder.mkdir(parents=True)
    for name in ("config.json", "model.safetensors", "vocab.txt"):
        (folder / name).write_text("")
    assert row("engine camel: names").state == "ok"
    assert row("engine camel: sentiment").fix == "camel_data -i sentiment-analysis-arabert"


def test_a_broken_data_file(monkeypatch, row):
    monkeypatch.setattr(assets, "load_bytes", lambda name: b"")
    assert row("engine embedded").state == "ok"

    def broken(name):
        raise AssetCorrupt(f"Asset {name!r} was cut short.")

    monkeypatch.setattr(assets, "load_bytes", broken)
    assert row("engine embedded").state == "missing"
    assert "cut short" in row("engine embedded").found


def test_browser_is_asked_for_then_looked_for(monkeypatch, tmp_path, row):
    chrome = tmp_path / "chrome"
    chrome.write_text("#!/bin/sh\n")
    monkeypatch.setenv("BROWSER_PATH", str(chrome))
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr(doctor, "_BROWSER_FILES", ())
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    assert doctor.find_browser() is None  # not executable
    chrome.chmod(0o755)
    assert doctor.find_browser() == str(chrome)
    monkeypatch.delenv("BROWSER_PATH")
    assert row("browser for still images").state == "missing"
    own = tmp_path / ".cache/ms-playwright/chromium-1200/chrome-linux/chrome"
    own.parent.mkdir(parents=True)
    own.write_text("")
    own.chmod(0o755)
    assert doctor.find_browser() == str(own)


def test_fonts_are_asked_of_fontconfig_then_looked_for(monkeypatch, tmp_path, row):
    def listed(command, **_):
        assert command[1:] == [":lang=ar", "family"]
        return subprocess.CompletedProcess(command, 0, "Amiri\nDejaVu Sans,DejaVu Sans Condensed\nAmiri\n", "")

    monkeypatch.setattr(doctor.shutil, "which", lambda name: "/usr/bin/fc-list" if name == "fc-list" else None)
    monkeypatch.setattr(doctor.subprocess, "run", listed)
    assert doctor.arabic_font() == "Amiri, DejaVu Sans"
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", (str(tmp_path), str(tmp_path / "none")))
    assert row("Arabic font").state == "missing"
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype/DejaVuSans.ttf").write_bytes(b"")
    assert doctor.arabic_font() == "DejaVuSans"


@pytest.mark.skipif(not os.path.exists("/usr/bin/fc-list"), reason="no fontconfig")
def test_this_machine_has_what_the_tests_need():
    assert doctor.arabic_font()
