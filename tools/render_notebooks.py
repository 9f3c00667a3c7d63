"""Run the notebooks and save them rendered: python tools/render_notebooks.py [notebooks/02-actors.ipynb …].

A reader on GitHub sees what is saved in the file and nothing else. So each notebook is run from its first cell to its
last in a fresh kernel, each figure gets a still image beside its interactive form, and what means nothing without this
run goes: widget models and their random ids, times, the version of Python. Two runs give the same file.

Edit a notebook in JupyterLab, save it, then run this.
"""

from __future__ import annotations

import base64
import sys
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from explore.sharing.outputs import PLOTLY, WIDGET

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 900


def render(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(
        notebook, kernel_name="python3", timeout=600, resources=resources, store_widget_state=False, record_timing=False
    ).execute()
    notebook.metadata = nbformat.NotebookNode(
        kernelspec={"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.NotebookNode()
        for output in cell.get("outputs", []):
            if "data" in output:
                _keep(output.data)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def _keep(bundle: dict[str, Any]) -> None:
    # The widget's words (text/html) say what stands there; its id would only say "model not found".
    bundle.pop(WIDGET, None)
    if "<" in bundle.get("text/plain", "") and "text/html" in bundle:  # the same markup twice
        del bundle["text/plain"]
    if PLOTLY in bundle:
        bundle["image/png"] = _png(bundle[PLOTLY])


def _png(figure: dict[str, Any]) -> str:
    import plotly.graph_objects as go

    drawn = go.Figure({"data": figure["data"], "layout": figure["layout"]})
    height = figure["layout"].get("height", 450)
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # plotly's, about options it gives itself
        return base64.b64encode(drawn.to_image("png", width=WIDTH, height=height)).decode()


def main(names: list[str]) -> None:
    import kaleido

    paths = [Path(name).resolve() for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    kaleido.start_sync_server(n=1, mathjax=False)  # one browser for all images: 0.6 s each, else 5
    try:
        for path in paths:
            render(path)
            print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    finally:
        kaleido.stop_sync_server()


if __name__ == "__main__":
    main(sys.argv[1:])
