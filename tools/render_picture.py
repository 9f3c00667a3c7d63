"""Make the README's picture: the co-mention network of the seeds, as the tests' browser draws it.

    python tools/render_picture.py

Writes docs/comentions.png.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import explore
from explore.doctor import find_browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent


def main():
    corpus = explore.annotate(explore.read_articles(ROOT / "seeds"), topics=False)
    figure = explore.charts.network(explore.comentions(corpus, within="sentence"), top=32)
    figure.update_layout(width=1100, height=720)
    picture = ROOT / "docs" / "comentions.png"
    picture.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "network.html"
        page_file.write_text(figure.to_html(config={"displayModeBar": False}), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1120, "height": 740})
        page.goto(page_file.as_uri())
        page.wait_for_selector(".js-plotly-plot .scatterlayer .trace")
        page.locator(".js-plotly-plot").screenshot(path=picture)
        browser.close()
    print(picture.relative_to(ROOT))


if __name__ == "__main__":
    main()
