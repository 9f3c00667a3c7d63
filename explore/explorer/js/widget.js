// The widget: asks the kernel for sentences, articles, words and files.

// A question is answered before the kernel is idle again; one that is not was asked of a kernel that has restarted.
function kernelProvider(model, data) {
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
    provider.onGone();
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
  model.on("msg:custom", answer);
  model.on("comm_live_update", lose);
  const provider = {
    carried: null,
    gone: false,
    onGone: () => {},
    stop: () => {
      model.off("msg:custom", answer);
      model.off("comm_live_update", lose);
    },
    sentences: async (ids) => (await ask("sentences", ids))[0].map(([s, row]) => unpackRow(data, s, row)),
    article: async (a) => {
      const [{ rows, url }] = await ask("article", a);
      return { url, rows: rows.map(([s, row]) => unpackRow(data, s, row)) };
    },
    search: async (text) => {
      const [, [view]] = await ask("search", text);
      return await inflate(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    },
    terms: async (state) => (await ask("terms", writeState(state)))[0],
    save: async (state) => {
      const [, [view]] = await ask("save", state);
      return view;
    },
  };
  return provider;
}

async function renderWidget({ model, el }) {
  const view = model.get("_payload");
  const data = await decode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const provider = kernelProvider(model, data);
  const root = document.createElement("div");
  el.appendChild(root);
  const app = mount(root, data, provider, {
    labels: model.get("_labels"),
    lang: model.get("language"),
    state: model.get("state"),
    onState: (state) => {
      if (state === model.get("state")) return;
      model.set("state", state);
      model.save_changes();
    },
  });
  provider.onGone = () => redraw(app, ["bar"]);
  const changed = () => app.go(readState(model.get("state")));
  model.on("change:state", changed);
  // JupyterLab gives keys to its shortcuts unless what has the focus says otherwise.
  root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const theme = new MutationObserver(() => redraw(app, ["bar"]));
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return () => {
    theme.disconnect();
    provider.stop();
    model.off("change:state", changed);
  };
}
