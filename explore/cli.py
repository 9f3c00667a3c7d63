"""The command line: read and annotate articles, share notebooks, see what is installed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from explore import __version__
from explore.errors import BadInput, ExploreError

if TYPE_CHECKING:
    from explore.corpus import Corpus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `explore`; return 0, 1 for an error that the message explains, 2 for wrong usage, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ExploreError as error:
        print(f"explore: {error}", file=sys.stderr)
        return 1
    except OSError as error:  # a folder that is a file, a full disk
        print(f"explore: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("explore: interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="explore", description="Explore Arabic news: actors, topics, sentiment.")
    parser.add_argument("--version", action="version", version=f"explore {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    annotate = commands.add_parser("annotate", help="read articles and write the tables of a corpus")
    _add_annotation(annotate, "--out", "where the tables go, one Parquet file each")
    annotate.set_defaults(run=_annotate)

    run = commands.add_parser("run", help="read and annotate articles; write the tables and explorer.html")
    _add_annotation(run, "--to", "where the tables and explorer.html go")
    run.add_argument("--language", choices=["en", "ar"], default="en", help="of the interface of explorer.html")
    run.add_argument("--sentences", choices=["fit", "all", "none"], default="fit",
                     help="which sentences explorer.html carries: those that fit into 12 MB, all, none")  # fmt: skip
    run.set_defaults(run=_run)

    share = commands.add_parser("share", help="run notebooks and write one offline HTML file each")
    share.add_argument("notebooks", nargs="+", metavar="NOTEBOOK")
    share.add_argument("--to", required=True, metavar="FOLDER", help="where the pages and their index go")
    share.add_argument("--quiet", action="store_true", help="print nothing but errors")
    share.set_defaults(run=_share)

    doctor = commands.add_parser("doctor", help="versions, engines, models, fonts, browser, and commands that fix them")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_annotation(command: argparse.ArgumentParser, folder: str, what: str) -> None:
    command.add_argument("input", metavar="INPUT", help="a file, a folder or a quoted pattern")
    command.add_argument(folder, dest="folder", required=True, metavar="FOLDER", help=what)
    command.add_argument("--columns", nargs="+", default=[], metavar="THEIRS=OURS", help="e.g. النص=text src=outlet")
    command.add_argument("--engine", default="embedded", help="embedded (default, no download) or camel")
    own = "your curation file (actors.yml), or a CSV of your own: name_ar, name_en, aliases"
    command.add_argument("--actors", nargs="+", metavar="FILE", help=own)
    command.add_argument("--no-topics", action="store_true", help="do not fit topics")
    command.add_argument("--quiet", action="store_true", help="print nothing but errors")


def _annotate(options: argparse.Namespace) -> int:
    _corpus(options)
    return 0


def _run(options: argparse.Namespace) -> int:
    corpus = _corpus(options)
    from explore.explorer import Explorer

    page = Path(options.folder) / "explorer.html"
    Explorer(corpus, language=options.language).save_html(page, sentences=options.sentences)
    if not options.quiet:
        print(f"written {page} ({page.stat().st_size / 1e6:.1f} MB): open it in a browser, or send it")
    return 0


def _corpus(options: argparse.Namespace) -> Corpus:
    """Read and annotate the articles, and save the tables."""
    columns = dict(_pair(text) for text in options.columns)
    from explore.annotation import annotate
    from explore.engines import get_engine
    from explore.reading import read_articles

    # A missing engine and an output that cannot be written are reported before the articles are read.
    engine = get_engine(options.engine)
    if Path(options.folder).is_file():
        raise BadInput(f"{options.folder} is a file. Name a folder, new or old.")
    articles, report = read_articles(options.input, columns=columns or None, report=True)
    if not options.quiet:
        print(report, file=sys.stderr)
    corpus = annotate(articles, engine=engine, actors=options.actors,
                      topics=not options.no_topics, progress=not options.quiet)  # fmt: skip
    folder = corpus.save(options.folder)
    if not options.quiet:
        print(corpus)
        print(f"tables written to {folder}")
    return corpus


def _pair(text: str) -> tuple[str, str]:
    theirs, equals, ours = text.partition("=")
    if not (theirs and equals and ours):
        raise BadInput(f"--columns {text!r} should be THEIRS=OURS, for example --columns النص=text.")
    return theirs, ours


def _share(options: argparse.Namespace) -> int:
    from explore.sharing import share

    pages = share([Path(name) for name in options.notebooks], options.to, progress=not options.quiet)
    if not options.quiet:
        print("\n".join(str(page) for page in pages))
    return 0


def _doctor(_: argparse.Namespace) -> int:
    from explore.doctor import as_text, doctor

    table = doctor()
    print(as_text(table))
    return int(table["state"].isin(["missing", "old"]).any())
