"""Shipped data: each file as its manifest says, refused when it is not, and the tool that builds them agrees."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from explore import assets
from explore.errors import AssetCorrupt

ROOT = Path(__file__).parent.parent


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    """An assets folder of its own, so that nothing cached or shipped is touched."""
    monkeypatch.setattr(assets, "files", lambda _: tmp_path)
    monkeypatch.setattr(assets, "_verified", set())
    assets.manifest.cache_clear()
    assets._table.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    assets.manifest.cache_clear()
    assets._table.cache_clear()


def write(folder, name, content, sha256):
    (folder / name).write_bytes(content)
    (folder / "manifest.toml").write_text(f'["{name}"]\nversion = 3\nrows = 1\nsha256 = "{sha256}"\n', encoding="utf-8")


def test_every_file_matches_its_manifest_and_has_a_licence():
    assert {"actors.csv", "aliases.csv", "bodies.csv", "demonyms.csv", "places.csv", "spellings.csv"} <= set(
        assets.manifest()
    )
    for name, entry in assets.manifest().items():
        assert assets.load_bytes(name), name
        assert entry["licence"], name
        assert entry["source"], name
        if name.endswith(".csv"):
            assert len(assets.load(name)) == entry["rows"], name


def test_geonames_is_credited():
    assert assets.manifest()["places.csv"]["licence"] == "CC-BY-4.0"
    cards = (ROOT / "explore/assets/CARDS.md").read_text(encoding="utf-8")
    assert "GeoNames" in cards
    assert "CC BY 4.0" in cards


def test_no_asset_lies_beside_the_manifest_unlisted():
    kept = {
        path.name
        for path in (ROOT / "explore/assets").iterdir()
        if path.is_file() and path.suffix != ".py" and path.name not in ("manifest.toml", "CARDS.md")
    }
    assert kept == set(assets.manifest())


def test_load_gives_text_and_a_copy():
    first = assets.load("actors.csv")
    assert all(pd.api.types.is_string_dtype(dtype) for dtype in first.dtypes)
    assert not first.isna().any().any()  # "NA" is Namibia, an empty cell an empty text
    first.loc[:, "name_ar"] = "x"
    assert (assets.load("actors.csv")["name_ar"] != "x").all()


def test_versions_name_each_file_with_its_checksum():
    versions = assets.versions()
    assert set(versions) == set(assets.manifest())
    assert all(re.fullmatch(r"\d+\+[0-9a-f]{8}", version) for version in versions.values())


def test_a_file_that_was_changed_is_refused(fresh):
    write(fresh, "t.csv", b"a\n1\n", "0" * 64)
    with pytest.raises(AssetCorrupt, match=r"'t\.csv' has SHA-256 .*tools/build_assets\.py"):
        assets.load("t.csv")


def test_a_file_that_is_gone_or_unknown_is_named(fresh):
    write(fresh, "t.csv", b"a\n1\n", "0" * 64)
    (fresh / "t.csv").unlink()
    with pytest.raises(AssetCorrupt, match="cannot be read"):
        assets.load("t.csv")
    with pytest.raises(AssetCorrupt, match=r"No asset 'u\.csv' in the manifest\. There: t\.csv"):
        assets.load("u.csv")


def test_a_broken_manifest_is_an_error_of_ours(fresh):
    (fresh / "manifest.toml").write_text("not = = toml", encoding="utf-8")
    with pytest.raises(AssetCorrupt, match=r"manifest\.toml cannot be read"):
        assets.load("t.csv")


def test_a_file_is_verified_once(fresh):
    import hashlib

    write(fresh, "t.bin", b"model", hashlib.sha256(b"model").hexdigest())
    assert assets.load_bytes("t.bin") == b"model"
    assert assets._verified == {"t.bin"}


def test_the_tool_finds_nothing_wrong():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/build_assets.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
