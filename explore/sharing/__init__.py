"""Sharing: a notebook is run and becomes one HTML file that a colleague opens with a double click.

The file carries all it needs: plotly.js once, the figures, the tables, the panels with every state that was worked
out beforehand. No kernel stands behind it and no request leaves it: its content security policy forbids every one,
and lets only the page's own script run, so that nothing in an article's text or a notebook's output can.
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
        Run each notebook first, in its own folder, with EXPLORE_FREEZE=1 in its environment, which tells panels to
        put down all their states. False takes the outputs as they are saved.
    progress : bool
        Show which notebook is being run, on standard error.

    Returns
    -------
    list of Path
        The page of each notebook, in the order given, then `index.html`.

    Raises
    ------
    BadInput
        Where a path is no notebook, or two notebooks have one name.
    NotebookFailed
        Where a cell raises; the notebook as far as it ran is saved in `to` as NAME.failed.ipynb.

    Notes
    -----
    A page is the same to the byte when the outputs are: it has no date and no random ids. Outputs of an ipywidget
    that is no panel of this package cannot work without a kernel; a visible note stands in their place.

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

    notebooks = _notebooks(paths)
    folder = Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    pages: list[Page] = []
    written = []
    for path in notebooks:
        notebook = run_notebook(path, folder, progress=progress) if execute else read_notebook(path)
        page = read_page(notebook, path)
        written.append(folder / page.file)
        _write(written[-1], page.html)
        pages.append(page)
    written.append(folder / "index.html")
    _write(written[-1], index_html(pages))
    return written


def _write(path: Path, html: str) -> None:
    # newline="": the hash of the script in the security policy is that of its exact bytes.
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(html)


def _notebooks(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found: list[Path] = []
    for item in map(Path, given):
        if item.is_dir():
            found += sorted(item.glob("*.ipynb"))
        elif item.exists():
            found.append(item)
        else:
            found += [Path(name) for name in sorted(glob(str(item)))]  # noqa: PTH207  an absolute pattern too
            if not found:
                raise BadInput(f"No notebook at {item}. Give .ipynb files, a folder of them, or a pattern.")
    found = list(dict.fromkeys(found))
    if not found:
        raise BadInput(f"No notebooks in {', '.join(map(str, given)) or 'an empty list'}.")
    for path in found:
        if path.suffix != ".ipynb":
            raise BadInput(f"{path} is no notebook: its name does not end in .ipynb.")
    stems = [path.stem for path in found]
    if twice := {stem for stem in stems if stems.count(stem) > 1} | ({"index"} & set(stems)):
        raise BadInput(
            f"Pages would overwrite each other: {', '.join(sorted(twice))}. Share them to different folders."
        )
    return found
