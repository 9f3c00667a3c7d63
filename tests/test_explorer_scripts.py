"""The script of the Explorer's page: small, and joined from its modules without a change to what they say."""

import re

import pytest

from explore.explorer.scripts import LITERAL, skeleton, script, squeezed

from conftest import ROOT

MODULES = sorted((ROOT / "explore/explorer/js").glob("*.js"))
COMMENT = re.compile(rf"({LITERAL})|//.*")


def literals(source):
    """Texts, templates and patterns of a source, without those in comments."""
    plain = COMMENT.sub(lambda match: match[1] or "", source)
    return [text for text in re.findall(LITERAL, plain) if text.strip() != "/"]


@pytest.mark.parametrize("kind", ["file", "widget"])
def test_a_script_keeps_to_its_budget(kind):
    assert len(script(kind).encode("utf-8")) <= 60_000


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_keeps_its_literals_and_to_the_style_that_is_squeezed(path):
    source = path.read_text(encoding="utf-8")
    assert literals(source) == literals(squeezed(source))
    assert len(squeezed(source)) < 0.9 * len(source)
    code = COMMENT.sub(lambda match: match[1] or "", source)
    assert not re.search(r"`[^`\n]*\$\{[^}`\n]*`", code), "a template inside another one"
    assert all(line.count("`") % 2 == 0 for line in code.splitlines()), "a template over several lines"
    assert not re.search(r"^\s*(for|while) \((?:[^()]|\([^()]*\))*\);$", code, re.MULTILINE), "a loop without a body"


@pytest.mark.parametrize(("source", "short"), [
    ('const a = "b  =  c // d"; // e "f\n', 'const a="b  =  c // d";\n'),
    ("const a = `b = ${c + 1} // d`;\nconst e = 2;\nf(a, e);\n", "const a=`b = ${c + 1} // d`,e=2;f(a,e);\n"),
    ("const a = b / c / d;\n", "const a=b / c / d;\n"),
    ("const a = /[/ = ]\\/ b/u.test(c) ? - 1 : + 2;\n", "const a=/[/ = ]\\/ b/u.test(c)?-1:+2;\n"),
    ("if (a) {\n  b = c + +d - -e;\n}\nreturn {\n  f,\n};\n", "if(a){b=c + +d - -e}return{f};\n"),
    ("x = (a) => a;\ny = async (b) => b;\nz = (c, d) => c;\n", "x=a=>a;y=async(b)=>b;z=(c,d)=>c;\n"),
    ("const a = 'b  c';\nlet d = 1;\n", "const a='b  c';let d=1;\n"),
])  # fmt: skip
def test_blanks_and_comments_go_and_literals_stay(source, short):
    assert squeezed(source).strip() == short.strip()


def test_what_stands_still_has_words_in_both_languages():
    from explore.assets import labels

    keys = set(re.findall(r'data-(?:words|title|label)="([^"]+)"', skeleton()))
    assert len(keys) > 20
    for language in ("en", "ar"):
        assert keys <= labels("explorer")[language].keys()
