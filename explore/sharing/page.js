// What runs in a shared page: each figure is drawn from its data.
(function () {
  "use strict";
  // Plotly's button "Share chart" would upload the data: a page that needs no network has none.
  var config = { displaylogo: false, responsive: true, showSendToCloud: false };

  document.querySelectorAll("[data-explore=figure]").forEach(function (box) {
    var figure = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    var parts = { data: figure.data, layout: figure.layout, frames: figure.frames, config: config };
    Plotly.newPlot(box.querySelector(".plot"), parts);
  });

  // A printed page is narrower than the window.
  function fit() { document.querySelectorAll(".js-plotly-plot").forEach(function (plot) { Plotly.Plots.resize(plot); }); }
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", fit);
})();
