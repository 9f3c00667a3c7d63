// The widget: asks the kernel for sentences, articles, words and files.

const anyId = () => Math.random().toString(36).slice(2);

const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

// A question is answered before the kernel is idle again; one that is not was asked of a kernel that has restarted.
function kernelProvider(model) {
  const own = anyId(); // an Explorer may be shown twice, and each view asks for itself
  const waiting = new Map();
  let last = 0;
  const settle = (id, how, value) => {
    if (waiting.has(id)) waiting.get(id)[how](value);
    waiting.delete(id);
  };
  const fail = (id, why) => settle(id, "fail", new Error(why));
  const answer = ({ id, error, content }, buffers) => {
    if (error == null) settle(id, "done", [content, buffers]);
    else fail(id, error);
  };
  const lose = () => {
    provider.gone = true;
    for (const id of [...waiting.keys()]) fail(id, "kernel gone");
    set(".gone", { hidden: false });
  };
  const ask = (kind, content) =>
    new Promise((done, failed) => {
      const id = `${own}-${++last}`;
      waiting.set(id, { done, fail: failed });
      const idle = ({ content }) => content.execution_state === "idle" && setTimeout(() => waiting.has(id) && lose(), 1e3);
      try {
        if (provider.gone) throw new Error("gone");
        model.send({ id, kind, content }, { iopub: { status: idle } });
      } catch {
        lose();
      }
      setTimeout(() => fail(id, "kernel busy"), 12e4);
    });
  const rowsOf = (rows) => rows.map(([s, row]) => unpackRow(s, row));
  model.on("msg:custom", answer);
  model.on("comm_live_update", lose);
  return {
    gone: false,
    stop: () => {
      model.off("msg:custom", answer);
      model.off("comm_live_update", lose);
    },
    sentences: async (ids) => rowsOf((await ask("sentences", ids))[0]),
    article: async (a) => {
      const [{ rows, url }] = await ask("article", a);
      return { url, rows: rowsOf(rows) };
    },
    search: async (text) => {
      const [, [view]] = await ask("search", text);
      return inflate(bytesOf(view));
    },
    terms: async (state) => (await ask("terms", writeState(state)))[0],
    save: async (state) => (await ask("save", state))[1][0],
  };
}

async function startWidget(model, el) {
  await decode(bytesOf(model.get("_payload")));
  const root = Object.assign(document.createElement("div"), { className: "explorer", tabIndex: -1 });
  root.innerHTML = model.get("_page").replaceAll("ID-", `x${anyId()}-`);
  el.appendChild(root);
  start(root, kernelProvider(model), {
    labels: model.get("_labels"),
    lang: model.get("language"),
    state: model.get("state"),
    onState: (state) => {
      if (state === model.get("state")) return;
      model.set("state", state);
      model.save_changes();
    },
  });
  const changed = () => go(readState(model.get("state")));
  model.on("change:state", changed);
  // JupyterLab gives keys to its shortcuts unless what has the focus says otherwise.
  root.addEventListener("focusin", ({ target }) => target.dataset.lmSuppressShortcuts = true);
  const theme = new MutationObserver(() => redraw(["bar"]));
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => {
    theme.disconnect();
    provider.stop();
    model.off("change:state", changed);
  };
}
