// Batches under way.

import { bar, byId, each, el, setBar, show, text } from "./dom.js";
import { bytes, count, duration, megabytes, plural } from "./format.js";
import { open } from "./tenant.js";

export function render({ runs }) {
  text(byId("runs-count"), runs.length > 0 ? count(runs.length) : "");
  show(byId("runs-empty"), runs.length === 0);
  each(byId("runs"), runs, (run) => run.run, create, update);
}

function create(run) {
  return el("li", {},
    el("div", { class: "row" },
      el("button", { type: "button", class: "link", onclick: () => open(run.tenant) }, run.tenant),
      el("span", { class: "reason", title: run.first_files.join("\n") }, files(run)),
      el("span", { class: "end muted" })),
    bar(),
    el("div", { class: "row small muted" }, el("span"), el("span"), el("span"), el("span", { class: "end" })));
}

function update(node, run) {
  const [head, progress, foot] = node.children;
  const percent = `${Math.floor(run.fraction * 100)} %`;
  text(head.children[2], run.seconds_left === null ? percent : `${percent}, ${duration(run.seconds_left)} left`);
  setBar(progress, run.fraction, `${run.tenant}: ${percent} of ${bytes(run.bytes_of_files)}`);
  text(foot.children[0], `${count(Math.round(run.rows_per_second))} rows/s, ${megabytes(run.bytes_per_second)} MB/s`);
  text(foot.children[1], `${plural(run.so_far.rows, "row")}${run.so_far.rejects > 0 ? `, ${plural(run.so_far.rejects, "reject")}` : ""}`);
  text(foot.children[2], run.activity);
  text(foot.children[3], `for ${duration(run.seconds)}, run ${run.run}`);
}

function files(run) {
  const first = run.first_files[0];
  const others = run.files - 1;
  return others > 0
    ? `${first} and ${plural(others, "more file")}, ${bytes(run.bytes_of_files)}`
    : `${first}, ${bytes(run.bytes_of_files)}`;
}
