"""A real headless Chromium for the tests here. Where there is none they skip and say so; under CI they fail."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "test-artifacts"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium."""
    from explore.doctor import find_browser

    found = find_browser()
    if not found:
        message = "no Chromium: `make test` fetches one, or set BROWSER_PATH"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return found


@pytest.fixture(scope="module")
def browser(chromium):
    """A running Chromium, for one file of tests: only one Playwright can run in a thread at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def artifacts():
    """Where screenshots are kept; git does not see it."""
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS
