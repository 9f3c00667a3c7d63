// Clicks on the chart of a panel, and a picture of the old chart until the new one is drawn.
//
// The chart is an output of the cell, beside this widget. A click on a mark becomes the trait `clicked`: the kind of the
// mark and its raw keys. A plotly FigureWidget could tell of clicks too, but would carry plotly's 5 MB with each panel,
// and would be empty in a saved notebook.

const CHART = ".js-plotly-plot";

function render({ model, el }) {
  el.style.display = "none";
  const heard = new WeakSet();
  const ghost = document.createElement("div");
  ghost.setAttribute("aria-hidden", "true");
  ghost.style.cssText = "position:absolute;pointer-events:none";
  let area, watch, last;

  function hear(chart) {
    if (!chart.on || heard.has(chart)) return;
    heard.add(chart);
    chart.on("plotly_click", ({ points }) => {
      const { data, customdata } = points[0];
      if (!customdata) return;
      model.set("clicked", { mark: String(data.meta), keys: Array.from(customdata), time: Date.now() });
      model.save_changes();
    });
  }

  // Called before the page is painted, after each change of the cell's outputs.
  function look() {
    const chart = area.querySelector(CHART);
    const drawn = chart && chart.querySelector(".main-svg");
    if (drawn) {
      hear(chart);
      ghost.remove();
      chart.style.minHeight = "";
      const place = chart.getBoundingClientRect(), origin = area.getBoundingClientRect();
      last = { svg: chart.querySelector(".plot-container"), top: place.top - origin.top, left: place.left - origin.left,
               width: place.width, height: place.height };
    } else if (last) {
      for (const empty of area.querySelectorAll(".jp-RenderedPlotly")) empty.style.minHeight = `${last.height}px`;
      if (!ghost.isConnected) {
        for (const side of ["top", "left", "width", "height"]) ghost.style[side] = `${last[side]}px`;
        ghost.replaceChildren(last.svg);
        area.style.position = "relative";
        area.append(ghost);
      }
    }
  }

  function start() {
    area = el.closest(".jp-OutputArea");
    if (!area) return;
    watch = new MutationObserver(look);
    watch.observe(area, { childList: true, subtree: true });
    look();
  }

  const frame = requestAnimationFrame(start);
  return () => { cancelAnimationFrame(frame); watch?.disconnect(); ghost.remove(); };
}

export default { render };
