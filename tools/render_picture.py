"""Make a picture of the Explorer, as a browser draws it.

    python tools/render_picture.py                          docs/explorer.png, of the seeds
    python tools/render_picture.py CORPUS docs/NAME.png     of a saved corpus: counts and names of actors, no text

A picture of a corpus of others' articles holds nothing that they wrote: topics and sentences are left out.
"""

import dataclasses
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import explore
from explore import tables
from explore.doctor import find_browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent


def main():
    if len(sys.argv) > 1:
        corpus = dataclasses.replace(
            explore.Corpus.load(sys.argv[1]),
            topics=tables.TOPICS.empty(),
            topic_terms=tables.TOPIC_TERMS.empty(),
            topic_labels=tables.TOPIC_LABELS.empty(),
        )
        picture, sentences = Path(sys.argv[2]), "none"
    else:
        corpus = explore.annotate(explore.read_articles(ROOT / "seeds"))
        picture, sentences = ROOT / "docs" / "explorer.png", "all"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = explore.Explorer(corpus).save_html(Path(folder) / "explorer.html", sentences=sentences)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 940})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.screenshot(path=picture)
        browser.close()
    print(picture)


if __name__ == "__main__":
    main()
