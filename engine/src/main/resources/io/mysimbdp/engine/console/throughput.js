// The chart of rates.

import { byId, show } from "./dom.js";
import { count, megabytes } from "./format.js";

const LIGHT = ["#2f6fed", "#e07b00", "#1a9c6b", "#b03fc0", "#d33f49", "#0d95b8", "#8a7a00", "#6b59d3"];
const DARK = ["#6f9dff", "#ffab4a", "#4fd3a0", "#dc84ea", "#ff8288", "#56c8e6", "#d6c64a", "#a596ff"];
const SPAN = 900;

const dark = () => document.documentElement.dataset.theme === "dark";
const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A chart of rates on a canvas, stacked by tenant. */
export class RateChart {
  constructor(canvas) {
    this.canvas = canvas;
    this.unit = "rows_per_second";
    this.chart = new window.Chart(canvas, {
      type: "line",
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        normalized: true,
        parsing: false,
        interaction: { mode: "nearest", axis: "x", intersect: false },
        elements: { point: { radius: 0, hitRadius: 0 }, line: { borderWidth: 1.5, tension: 0 } },
        scales: {
          x: { type: "linear", min: -SPAN, max: 0, ticks: { stepSize: 180, callback: ago }, grid: {} },
          y: { beginAtZero: true, stacked: true, ticks: { maxTicksLimit: 6, callback: (value) => this.label(value) }, grid: {} },
        },
        plugins: {
          legend: { position: "bottom", labels: { boxWidth: 12, boxHeight: 12, usePointStyle: true, pointStyle: "rectRounded" } },
          tooltip: {
            callbacks: {
              title: (items) => (items.length ? ago(items[0].parsed.x) : ""),
              label: (item) => ` ${item.dataset.label}: ${this.label(item.raw.y)}`,
            },
          },
        },
      },
    });
  }

  label(value) {
    return this.unit === "rows_per_second" ? `${count(value)} rows/s` : `${megabytes(value)} MB/s`;
  }

  /** Shows what has been asked of the engine last. */
  show(history) {
    this.history = history;
    const [all, ...tenants] = history.series.length > 0 && history.series[0].tenant === null
      ? history.series
      : [null, ...history.series];
    const step = history.seconds_per_sample;
    const shown = tenants
      .map((each) => ({ name: each.tenant, values: each[this.unit] }))
      .filter((each) => each.values.some((value) => value > 0));
    if (all) {
      const rest = all[this.unit].map((value, i) =>
        Math.max(0, value - shown.reduce((sum, each) => sum + at(each.values, i, all[this.unit].length), 0)));
      // Rounding alone makes no others.
      if (rest.some((value) => value > shown.length + 1)) {
        shown.push({ name: "others", values: rest });
      }
    }
    const { colours, text, line } = { colours: dark() ? DARK : LIGHT, text: variable("--muted"), line: variable("--line") };
    this.chart.data.datasets = shown.map((each, place) => {
      const colour = each.name === "others" ? text : colours[this.place(each.name) % colours.length];
      return {
        label: each.name,
        data: each.values.map((y, i) => ({ x: (i - each.values.length + 1) * step, y })),
        borderColor: colour,
        backgroundColor: `${colour}40`,
        // Down to the one below, not to the ground: else the colours mix.
        fill: place === 0 ? "origin" : "-1",
      };
    });
    const { x, y } = this.chart.options.scales;
    for (const scale of [x, y]) {
      scale.ticks.color = text;
      scale.grid.color = line;
    }
    this.chart.options.plugins.legend.labels.color = text;
    this.chart.update("none");
    const peak = all ? Math.max(0, ...all[this.unit]) : 0;
    if (all) {
      this.canvas.setAttribute(
        "aria-label", `Throughput of the last 15 minutes, at most ${this.label(peak)}; by tenant below in the table`);
    }
    return shown.length > 0;
  }

  /** A tenant keeps its colour while it is shown. */
  place(name) {
    this.places ??= new Map();
    if (!this.places.has(name)) {
      const used = new Set(this.places.values());
      let free = 0;
      while (used.has(free) && free < this.places.size) {
        free++;
      }
      this.places.set(name, free);
    }
    return this.places.get(name);
  }

  destroy() {
    this.chart.destroy();
  }
}

const at = (values, i, length) => values[values.length - length + i] ?? 0;

function ago(seconds) {
  if (seconds > -1) {
    return "now";
  }
  return seconds % 60 === 0 ? `${-seconds / 60} min ago` : `${Math.round(-seconds)} s ago`;
}

let main;

/** Shows the chart of the platform. */
export function render(history) {
  main ??= new RateChart(byId("chart"));
  const any = main.show(history);
  show(byId("chart").parentElement, any);
  show(byId("chart-empty"), !any);
}

/** Shows it once more, in other colours or another unit. */
export function refresh(unit) {
  if (main) {
    main.unit = unit ?? main.unit;
    if (main.history) {
      render(main.history);
    }
  }
}
