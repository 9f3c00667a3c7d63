"""JupyterLab for a test: a server on a free port, scratch Jupyter folders, and a page on one notebook.

Waiting for "kernel idle" is a race: the indicator says idle before there is a kernel. The server therefore exposes
its application to the page, and a notebook is run through that, awaitably.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

READY = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext"
RUN_ALL = """async () => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = app.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  return await app.commands.execute('notebook:run-all-cells');
}"""
#: Every chart in the order of the page: traces as plotly drew them, numpy's encoding undone.
CHARTS = """() => [...document.querySelectorAll('.jp-RenderedPlotly.js-plotly-plot')].map(chart => chart._fullData.map(
  trace => ({meta: trace.meta, name: trace.name, x: trace.x && Array.from(trace.x), y: trace.y && Array.from(trace.y),
             customdata: trace.customdata && Array.from(trace.customdata)})))"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def lab_server(folder, scratch):
    """Serve `folder` and yield the address of a notebook in it, its path to be filled in."""
    settings = scratch / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    # Without this a pop-up asks about news, and its answer is a request to the network.
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
    env = os.environ | {
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(scratch / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        "IPYTHONDIR": str(scratch / "ipython"),
    }
    port, token = free_port(), secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    log = scratch / "jupyterlab.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(command, env=env, cwd=folder, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/api", server, log)
            yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}"
        finally:
            shut_kernels(port, token)
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for(address, server, log, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-3000:]}")


def shut_kernels(port, token):
    """Kernels are the server's children: end them by its own means, before it."""
    base, headers = f"http://127.0.0.1:{port}/api/sessions", {"Authorization": f"token {token}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(base, headers=headers), timeout=5) as answer:
            sessions = json.load(answer)
        for session in sessions:
            gone = urllib.request.Request(f"{base}/{session['id']}", headers=headers, method="DELETE")
            urllib.request.urlopen(gone, timeout=10).close()
    except OSError:
        pass  # the server is gone already


def open_notebook(page, address):
    page.goto(address)
    page.wait_for_function(READY, timeout=90_000)


def run_all(page):
    """Run every cell; false when one raised."""
    return page.evaluate(RUN_ALL)


def save(page):
    page.evaluate("async () => await window.jupyterapp.commands.execute('docmanager:save')")
