"""Sharing: a notebook is run and becomes one HTML file that a colleague opens with a double click.

The file carries all it needs: plotly.js once, the figures, the tables, and of each panel its present chart with its
settings in words, its code and its sentences. No kernel stands behind it and no request leaves it: its content security
policy forbids every one, and lets only the page's own script run, so that nothing in an article's text or a notebook's
output can.
"""

from __future__ import annotations

from collections.abc import Iterable
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from explore.errors import BadInput

if TYPE_CHECKING:
    from explore.sharing.page import Page

__all__ = ["share"]


def share(
    paths: str | Path | Iterable[str | Path], to: str | Path, *, execute: bool = True, progress: bool = True
) -> list[Path]:
    """Write each notebook as one HTML file that works without a network, and an index of them.

    Parameters
    ----------
    paths : path or iterable of paths
        Notebooks, folders of notebooks, or patterns such as "notebooks/*.ipynb". They are not changed.
    to : path
        The folder to write to; made where it is not there.
    execute : bool
        Run each notebook first, in its own folder. False takes the outputs as they are saved.
    progress : bool
        Show which notebook is being run, on standard error.

    Returns
    -------
    list of Path
        The page of each notebook, in the order given, then `index.html`.

    Raises
    ------
    BadInput
        A path is not that of a notebook, or two notebooks have one name.
    NotebookFailed
        A cell raises; the notebook as far as it ran is saved in `to` as NAME.failed.ipynb.

    Notes
    -----
    A page is the same to the byte when the outputs are: it has no date and no random ids. An ipywidget cannot work
    without a kernel: in its place stands the HTML or the image that its output holds beside it, else a visible note.

    Examples
    --------
    >>> import nbformat, tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> note = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# من يتحدث؟", id="a")])
    >>> nbformat.write(note, folder / "01-who.ipynb")
    >>> [path.name for path in share(folder / "01-who.ipynb", folder / "site", execute=False)]
    ['01-who.html', 'index.html']
    """
    from explore.sharing.page import index_html, read_page
    from explore.sharing.run import read_notebook, run_notebook

    notebooks, folder = _notebooks(paths), Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    pages: list[Page] = []
    for path in notebooks:
        notebook = run_notebook(path, folder, progress=progress) if execute else read_notebook(path)
        pages.append(read_page(notebook, path))
        _write(folder / pages[-1].file, pages[-1].html)
    _write(folder / "index.html", index_html(pages))
    return [*(folder / page.file for page in pages), folder / "index.html"]


def _write(path: Path, html: str) -> None:
    # newline="": the hash of the script in the security policy is that of its exact bytes.
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(html)


def _notebooks(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = list(dict.fromkeys(path for item in map(Path, given) for path in _expand(item)))
    if not found:
        raise BadInput(f"No notebooks in {', '.join(map(str, given)) or 'an empty list'}.")
    if foreign := [str(path) for path in found if path.suffix != ".ipynb"]:
        raise BadInput(f"The name of a notebook must end in .ipynb; got {', '.join(foreign)}.")
    stems = [path.stem for path in found]
    if twice := {stem for stem in stems if stems.count(stem) > 1} | ({"index"} & set(stems)):
        raise BadInput(
            f"Pages would overwrite each other: {', '.join(sorted(twice))}. Share them to different folders."
        )
    return found


def _expand(item: Path) -> list[Path]:
    if item.is_dir():
        return sorted(item.glob("*.ipynb"))
    found = [item] if item.exists() else [Path(name) for name in sorted(glob(str(item)))]  # noqa: PTH207  absolute too
    if not found:
        raise BadInput(f"No notebook at {item}. Give .ipynb files, a folder of them, or a pattern.")
    return found
