import json
import subprocess
import sys
from pathlib import Path

import pytest

import explore
from explore.cli import main

SEEDS = Path(__file__).parent.parent / "seeds"


def test_annotate_writes_a_corpus_that_loads(tmp_path, capsys):
    assert main(["annotate", str(SEEDS), "--out", str(tmp_path / "out"), "--no-topics"]) == 0
    corpus = explore.Corpus.load(tmp_path / "out")
    assert len(corpus.articles) == 5
    assert "dmitry-peskov" in set(corpus.actors["actor_id"])
    printed = capsys.readouterr()
    assert "articles     5 (2021-12-30 to 2025-12-18, 2 outlets)" in printed.out
    assert "read" in printed.err


def test_annotate_takes_jsonl_with_the_scorers_fields(tmp_path):
    row = {"id": "x-1", "outlet": "س", "published": "2018-05-01T13:03:08+00:00", "title": "عنوان", "text": "قال بوتين."}
    (tmp_path / "in.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["annotate", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    articles = explore.Corpus.load(tmp_path / "out").articles
    assert articles.loc[0, ["article_id", "outlet", "text"]].tolist() == ["x-1", "س", "عنوان\nقال بوتين."]


def test_columns_can_be_mapped(tmp_path):
    (tmp_path / "in.csv").write_text("الرقم;الجسم;جهة\n1;قال بوتين;أ\n".replace(";", ","), encoding="utf-8")
    arguments = ["annotate", str(tmp_path / "in.csv"), "--out", str(tmp_path / "o"), "--quiet", "--columns"]
    assert main([*arguments, "الجسم=text", "جهة=outlet"]) == 0
    assert explore.Corpus.load(tmp_path / "o").articles.loc[0, "outlet"] == "أ"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["annotate", "no-such-folder", "--out", "x"], "no-such-folder"),
        (["annotate", str(SEEDS), "--out", "x", "--engine", "magic"], "No engine 'magic'. There are: embedded, camel"),
        (["annotate", str(SEEDS), "--out", "x", "--columns", "text"], "should be THEIRS=OURS"),
        (
            ["annotate", str(SEEDS), "--out", str(SEEDS / "README.md"), "--no-topics"],
            "README.md is a file. Name a folder",
        ),
    ],
)
def test_errors_are_one_sentence_on_stderr(arguments, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    printed = capsys.readouterr().err
    assert printed.startswith("explore: ")
    assert message in printed
    assert "Traceback" not in printed
    assert not (tmp_path / "x").exists()


def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "explore", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"explore {explore.__version__}\n"


def test_every_command_has_help(capsys):
    for command in ([], ["annotate"], ["share"], ["doctor"]):
        with pytest.raises(SystemExit) as stopped:
            main([*command, "--help"])
        assert stopped.value.code == 0
    assert "THEIRS=OURS" in capsys.readouterr().out
