// The widget: asks the kernel for sentences, articles, words and files.

function kernelProvider(model, data) {
  const waiting = new Map();
  let last = 0;
  const answer = (message, buffers) => {
    const ask_ = waiting.get(message.id);
    if (!ask_) return;
    waiting.delete(message.id);
    if (message.error) ask_.fail(new Error(message.error));
    else ask_.done([message.content, buffers]);
  };
  const ask = (kind, content) =>
    new Promise((done, fail) => {
      const id = `${model.get("_key")}-${Date.now()}-${++last}`;
      waiting.set(id, { done, fail });
      model.send({ id, kind, content });
      setTimeout(() => waiting.delete(id) && fail(new Error("no answer from the kernel")), 120000);
    });
  model.on("msg:custom", answer);
  return {
    carried: null,
    stop: () => model.off("msg:custom", answer),
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
  const changed = () => app.go(readState(model.get("state")));
  model.on("change:state", changed);
  return () => {
    provider.stop();
    model.off("change:state", changed);
  };
}
