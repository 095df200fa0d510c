// What went wrong of late.

import { get } from "./api.js";
import { byId, each, el, facts, show, text } from "./dom.js";
import { count, distance, plural, time } from "./format.js";
import { open } from "./tenant.js";

const FEW = 10;
let all = false;
let latest = { failures: [] };

export function render(found) {
  latest = found;
  const failures = found.failures;
  text(byId("failures-count"), failures.length > 0 ? count(failures.length) : "");
  show(byId("failures-empty"), failures.length === 0);
  const more = byId("failures-more");
  show(more, failures.length > FEW);
  text(more, all ? "Show the latest only" : `Show all ${count(failures.length)}`);
  each(byId("failures"), all ? failures : failures.slice(0, FEW), (each) => `${each.number} ${each.at}`, create, update);
}

/** Says anew how long ago they were. */
export function renderAges() {
  render(latest);
}

byId("failures-more").addEventListener("click", () => {
  all = !all;
  render(latest);
});

function create(failure) {
  const digest = el("div");
  const rejected = failure.state === "done";
  return el("li", {},
    el("div", { class: "row" },
      el("button", { type: "button", class: "link", onclick: () => open(failure.tenant) }, failure.tenant),
      el("span", { class: "name" }, failure.file),
      el("span", { class: `badge ${rejected ? "warn" : "bad"}` }, rejected ? plural(failure.rejects, "reject") : failure.state),
      el("span", { class: "end small muted", title: failure.at })),
    el("div", { class: "reason small" }, rejected ? `ingested, but ${plural(failure.rejects, "record")} rejected` : failure.reason),
    el("details", { ontoggle: (event) => fill(event.target, failure, digest) },
      el("summary", {}, `to be seen to by: ${failure.owner}`),
      facts([
        ["code", failure.code],
        ["at", time(failure.at)],
        ["run", failure.run],
        ["rejects", failure.rejects > 0 ? count(failure.rejects) : null],
        ["see", failure.rejects_path],
      ]),
      digest));
}

function update(node, failure) {
  text(node.firstElementChild.lastElementChild, distance(failure.at));
}

/** What the rejects have in common is counted only when somebody wants to know. */
async function fill(details, failure, digest) {
  if (!details.open || !failure.rejects_path || digest.childElementCount > 0) {
    return;
  }
  try {
    const found = await get(`failures/${failure.number}/rejects`);
    digest.replaceChildren(
      found.problem
        ? el("p", { class: "small muted" }, found.problem)
        : el("ul", { class: "small" }, ...found.kinds.map((kind) =>
            el("li", {}, `${count(kind.count)} × ${kind.rule}${kind.column ? ` in ${kind.column}` : ""}, first in line ${count(kind.line)}: ${kind.message}`))));
  } catch (problem) {
    digest.replaceChildren(el("p", { class: "small problem" }, problem.message));
  }
}
