"""Running a notebook from its first cell to its last, in its own folder, with nothing left over from before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from explore.errors import BadInput, NotebookFailed
from explore.sharing.outputs import ANSI

_LINES = 6  # of a traceback in the error: the last ones say what happened


def read_notebook(path: Path) -> Any:
    """Return the notebook of a file, in the current format."""
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise BadInput(f"{path} cannot be read as a notebook: {str(error).splitlines()[0]}") from error


def run_notebook(path: Path, beside: Path, *, progress: bool) -> Any:
    """Return the notebook of a file with the outputs of a fresh run; the file is not changed.

    Raises
    ------
    NotebookFailed
        Names notebook and cell and ends with the last lines of the error; what ran is saved in `beside`.
    """
    import nbformat
    from nbclient import NotebookClient
    from tqdm import tqdm

    notebook = read_notebook(path)
    code = [k for k, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",  # of this installation, whatever environment the notebook was written in
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,  # 5 MB a figure, and dead without a kernel
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # what the kernel says of itself is not about the notebook
    )
    with client.setup_kernel(
        env={**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1", "EXPLORE_SITE": str(beside.resolve())}
    ):
        bar = tqdm(code, desc=path.name, unit="cell", disable=not progress)
        for number, index in enumerate(bar, start=1):
            if error := _error(client, index):
                failed = beside / f"{path.stem}.failed.ipynb"
                nbformat.write(notebook, failed)
                lines = [line for line in ANSI.sub("", error).splitlines() if line.strip(" -")]
                raise NotebookFailed(
                    f"{path.name}: code cell {number} of {len(code)} failed. As far as it ran it is in {failed}.\n"
                    + "\n".join(f"  {line}" for line in lines[-_LINES:])
                )
    return notebook


def _error(client: Any, index: int) -> str:
    """Run a cell, and return its error as text; nothing where it has none or the notebook means to show it."""
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    cell = client.nb.cells[index]
    try:
        client.execute_cell(cell, index)
    except (CellExecutionError, DeadKernelError) as error:
        return str(error)
    # An object that fails while it is shown leaves its traceback among the outputs, and the kernel goes on.
    meant = "raises-exception" in cell.metadata.get("tags", ())
    errors = [] if meant else [output for output in cell.outputs if output.output_type == "error"]
    return "\n".join(errors[0].traceback) if errors else ""
