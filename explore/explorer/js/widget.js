// The widget: asks the kernel for sentences, articles, words and files.

// A question is answered before the kernel is idle again; one that is not was asked of a kernel that has restarted.
function kernelProvider(model) {
  const own = Math.random().toString(36).slice(2); // an Explorer may be shown twice, and each view asks for itself
  const waiting = new Map();
  let last = 0;
  const settle = (id, how, value) => {
    if (waiting.has(id)) waiting.get(id)[how](value);
    waiting.delete(id);
  };
  const answer = (message, buffers) => {
    if (message.error === undefined) settle(message.id, "done", [message.content, buffers]);
    else settle(message.id, "fail", new Error(message.error));
  };
  const lose = () => {
    provider.gone = true;
    for (const id of [...waiting.keys()]) settle(id, "fail", new Error("kernel gone"));
    set(".gone", { hidden: false });
  };
  const ask = (kind, content) =>
    new Promise((done, fail) => {
      const id = `${own}-${++last}`;
      waiting.set(id, { done, fail });
      const idle = ({ content }) => content.execution_state === "idle" && setTimeout(() => waiting.has(id) && lose(), 1000);
      try {
        if (provider.gone) throw new Error("gone");
        model.send({ id, kind, content }, { iopub: { status: idle } });
      } catch {
        lose();
      }
      setTimeout(() => settle(id, "fail", new Error("kernel busy")), 120000);
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
      return await inflate(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    },
    terms: async (state) => (await ask("terms", writeState(state)))[0],
    save: async (state) => (await ask("save", state))[1][0],
  };
}

async function startWidget(model, el) {
  const payload = model.get("_payload");
  await decode(new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength));
  const root = Object.assign(document.createElement("div"), { className: "explorer", tabIndex: -1 });
  root.innerHTML = model.get("_page").replaceAll("ID-", `x${Math.random().toString(36).slice(2)}-`);
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
  root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const theme = new MutationObserver(() => redraw(["bar"]));
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => {
    theme.disconnect();
    provider.stop();
    model.off("change:state", changed);
  };
}
