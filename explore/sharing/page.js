// What runs in a shared page: figures are drawn from their data, panels show the state that their controls choose.
(function () {
  "use strict";
  // Plotly's button "Share chart" would upload the data: a page that needs no network has none.
  var config = { displaylogo: false, responsive: true, showSendToCloud: false };
  var templates = JSON.parse(document.querySelector('[data-explore=templates]').textContent);

  function read(box) {
    return JSON.parse(box.querySelector('script[type="application/json"]').textContent);
  }

  function draw(plot, figure) {
    var layout = Object.assign({}, figure.layout);
    if ("template" in figure) layout.template = templates[figure.template];
    return Plotly.react(plot, { data: figure.data, layout: layout, frames: figure.frames, config: config });
  }

  function startPanel(panel) {
    var data = read(panel);
    var states = data.states;
    var all = Array.prototype.slice.call(panel.querySelectorAll("select"));
    // A list that narrows another one down has no part in the states.
    var selects = all.filter(function (select) { return !("narrows" in select.dataset); });
    var plot = panel.querySelector(".plot");
    var status = panel.querySelector(".status");
    var shown = panel.querySelector(".shown");
    var table = panel.querySelector(".table");
    var code = panel.querySelector(".code");
    var expression = panel.querySelector(".expression");
    var keys = Object.keys(states).map(function (key) { return JSON.parse(key); });

    function chosen() { return selects.map(function (select) { return select.value; }); }

    function words(k, value) {
      var label = selects[k].parentNode.querySelector("span").textContent;
      var option = Array.prototype.find.call(selects[k].options, function (o) { return o.value === value; });
      return "\u2068" + label + ": " + (option ? option.textContent : value) + "\u2069";
    }

    // An option that stands in no state at all was never worked out: it cannot be chosen.
    selects.forEach(function (select, k) {
      Array.prototype.forEach.call(select.options, function (option) {
        option.disabled = !keys.some(function (key) { return key[k] === option.value; });
      });
    });

    function nearest(values) {
      var best = null, least = Infinity;
      keys.forEach(function (key) {
        var far = key.filter(function (value, k) { return value !== values[k]; }).length;
        if (far < least) { best = key; least = far; }
      });
      return best;
    }

    function explain(values) {
      var near = nearest(values);
      status.textContent = data.words.absent + " ";
      if (!near) return;
      var changed = near.map(function (value, k) { return value === values[k] ? "" : words(k, value); });
      status.append(data.words.nearest + changed.filter(Boolean).join(data.words.comma) + ". ");
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = data.words.show;
      button.addEventListener("click", function () {
        selects.forEach(function (select, k) { select.value = near[k]; });
        show();
        if (selects.length) selects[0].focus();
      });
      status.append(button);
    }

    function show() {
      var values = chosen();
      var state = states[JSON.stringify(values)];
      shown.hidden = !state;
      status.textContent = "";
      if (!state) { explain(values); return; }
      plot.hidden = !state.figure;
      table.innerHTML = state.table;
      expression.textContent = state.code;
      code.hidden = !state.code;
      if (state.figure) draw(plot, state.figure);
    }

    function allowed(select) {
      return Array.prototype.filter.call(select.options, function (option) { return !option.disabled; });
    }

    all.forEach(function (select, k) {
      if (!("narrows" in select.dataset)) return;
      var next = all[k + 1];
      function narrow() {
        var left = data.narrows[select.name][select.value] || [];
        Array.prototype.forEach.call(next.options, function (option) {
          option.hidden = option.disabled = left.indexOf(option.value) < 0;
        });
        if (next.selectedOptions[0] && next.selectedOptions[0].disabled && left.length) next.value = left[0];
      }
      select.addEventListener("change", function () { narrow(); show(); });
      narrow();
    });

    selects.forEach(function (select) {
      var words = (data.steps || {})[select.name];
      if (!words) return;
      var buttons = document.createElement("span");
      buttons.className = "steps";
      buttons.dir = "auto";
      words.forEach(function (word, k) {
        var button = document.createElement("button");
        button.type = "button";
        button.textContent = word;
        button.addEventListener("click", function () {
          var options = allowed(select);
          var at = options.indexOf(select.selectedOptions[0]) + (k ? 1 : -1);
          select.value = options[(at + options.length) % options.length].value;
          show();
        });
        buttons.append(button);
      });
      select.closest("label, .fixed").after(buttons);
    });

    selects.forEach(function (select) { select.addEventListener("change", show); });
    show();
  }

  document.querySelectorAll('[data-explore=figure]').forEach(function (box) { draw(box.querySelector(".plot"), read(box)); });
  document.querySelectorAll('[data-explore=panel]').forEach(startPanel);

  // A printed page is narrower than the window.
  function fit() { document.querySelectorAll(".js-plotly-plot").forEach(function (plot) { Plotly.Plots.resize(plot); }); }
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", fit);
})();
