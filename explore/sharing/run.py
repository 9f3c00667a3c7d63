"""Running a notebook from its first cell to its last, in its own folder, with nothing left over from before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from explore.errors import BadInput, NotebookFailed
from explore.panel_format import FREEZE
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
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from tqdm import tqdm

    notebook = read_notebook(path)
    code = _code(notebook)
    bar = tqdm(total=len(code), desc=path.name, unit="cell", disable=not progress)
    reached = 0

    def started(cell: Any, cell_index: int) -> None:  # noqa: ARG001  nbclient passes both by name
        nonlocal reached
        reached = cell_index

    def ended(**_: Any) -> None:
        bar.update()

    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",  # of this installation, whatever environment the notebook was written in
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,  # 5 MB a figure, and dead without a kernel
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # what the kernel says of itself is not about the notebook
        on_cell_start=started,
        on_cell_executed=ended,
    )
    try:
        client.execute(env={**os.environ, FREEZE: "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise _failed(notebook, path, beside, reached, str(error)) from error
    finally:
        bar.close()
    # An object that fails while it is shown, as a panel may, leaves its traceback and the notebook goes on.
    for k in code:
        cell = notebook.cells[k]
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors and "raises-exception" not in cell.metadata.get("tags", ()):
            raise _failed(notebook, path, beside, k, "\n".join(errors[0].traceback))
    return notebook


def _failed(notebook: Any, path: Path, beside: Path, index: int, said: str) -> NotebookFailed:
    """Save what ran, and return the error that names the cell."""
    import nbformat

    failed = beside / f"{path.stem}.failed.ipynb"
    nbformat.write(notebook, failed)
    code = _code(notebook)
    number = code.index(index) + 1 if index in code else 0
    lines = [line for line in ANSI.sub("", said).splitlines() if line.strip() and set(line.strip()) != {"-"}]
    return NotebookFailed(
        f"{path.name}: code cell {number} of {len(code)} failed. As far as it ran it is in {failed}.\n"
        + "\n".join(f"  {line}" for line in lines[-_LINES:])
    )


def _code(notebook: Any) -> list[int]:
    return [k for k, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
