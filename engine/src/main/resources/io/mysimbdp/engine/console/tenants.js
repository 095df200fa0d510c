// The table of tenants.

import { bar, byId, each, el, setBar, show, text } from "./dom.js";
import { bytes, count, megabytes } from "./format.js";
import { change, open, quotaText, STATES } from "./tenant.js";

const PAGE = 25;
const table = byId("tenants");
const view = { sort: "tenant", descending: false, offset: 0 };
let ask = () => {};

/** Says how to ask for the tenants anew, at once. */
export function onChange(callback) {
  ask = callback;
}

export function parameters() {
  return {
    filter: byId("tenants-filter").value,
    state: byId("tenants-state").value,
    sort: view.sort,
    descending: view.descending,
    offset: view.offset,
    limit: PAGE,
  };
}

export function render(found) {
  if (view.offset > 0 && view.offset >= found.matches) {
    view.offset = 0;
    ask();
    return;
  }
  text(byId("tenants-count"), count(found.matches));
  show(byId("tenants-empty"), found.matches === 0);
  show(table, found.matches > 0);
  each(table.tBodies[0], found.tenants, (row) => row.tenant, create, update);
  const last = Math.min(view.offset + PAGE, found.matches);
  show(byId("page").parentElement, found.matches > PAGE);
  text(byId("page"), `${count(view.offset + 1)} to ${count(last)} of ${count(found.matches)}`);
  byId("page-back").disabled = view.offset === 0;
  byId("page-on").disabled = last >= found.matches;
}

function cell(label, kind = "", ...children) {
  return el("td", { class: kind, "data-label": label }, ...children);
}

function create(row) {
  return el("tr", {},
    el("th", { scope: "row", class: "first" },
      el("button", { type: "button", class: "link", onclick: () => open(row.tenant) }, row.tenant)),
    cell("State", "", el("div", {}, el("span", { class: "badge" }), el("span", { class: "why small muted" }))),
    cell("Waiting", "number"),
    cell("Rows/s", "number"),
    cell("MB/s", "number"),
    cell("Done", "number"),
    cell("Failed", "number"),
    cell("Quota used", "quota", el("div", {}, bar(), el("span", { class: "small muted" }))),
    cell("", "actions", el("button", { type: "button", class: "small" })));
}

function update(node, row) {
  const cells = node.cells;
  const [word, kind] = STATES[row.state];
  const [badge, why] = cells[1].firstElementChild.children;
  badge.className = `badge ${kind}`.trim();
  text(badge, word);
  text(why, row.reason ?? "");
  why.title = row.reason ?? "";
  show(why, Boolean(row.reason));
  const waiting = row.waiting ?? { files: 0, is_more: false, bytes: 0 };
  text(cells[2], waiting.files > 0 ? `${count(waiting.files)}${waiting.is_more ? "+" : ""} (${bytes(waiting.bytes)})` : "–");
  text(cells[3], row.rows_per_second > 0 ? count(Math.round(row.rows_per_second)) : "–");
  text(cells[4], row.bytes_per_second > 0 ? megabytes(row.bytes_per_second) : "–");
  text(cells[5], count(row.since_start.files_done));
  text(cells[6], count(row.since_start.failures));
  const quota = row.tightest_quota;
  const [meter, note] = cells[7].firstElementChild.children;
  show(meter, Boolean(quota));
  text(note, quota ? quotaText(quota) : "no limit");
  if (quota) {
    const share = quota.limit > 0 ? quota.used / quota.limit : 1;
    setBar(meter, share, quotaText(quota), share >= 1 ? "bad" : share >= 0.8 ? "warn" : "");
  }
  const button = cells[8].firstElementChild;
  const isSuspended = row.state === "suspended";
  text(button, isSuspended ? "Resume" : "Suspend");
  button.setAttribute("aria-label", `${isSuspended ? "Resume" : "Suspend"} ${row.tenant}`);
  button.onclick = () => change(row.tenant, isSuspended, row.reason);
}

for (const button of table.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const sort = button.dataset.sort;
    // Of numbers, the largest are wanted first.
    view.descending = view.sort === sort ? !view.descending : !["tenant", "state"].includes(sort);
    view.sort = sort;
    view.offset = 0;
    for (const other of table.querySelectorAll("th")) {
      other.removeAttribute("aria-sort");
    }
    button.parentElement.setAttribute("aria-sort", view.descending ? "descending" : "ascending");
    ask();
  });
}

let typing;
byId("tenants-filter").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => { view.offset = 0; ask(); }, 200);
});
byId("tenants-state").addEventListener("change", () => { view.offset = 0; ask(); });
byId("tenants-search").addEventListener("submit", (event) => event.preventDefault());
byId("page-back").addEventListener("click", () => { view.offset = Math.max(0, view.offset - PAGE); ask(); });
byId("page-on").addEventListener("click", () => { view.offset += PAGE; ask(); });
