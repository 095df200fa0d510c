// One tenant: what stands in its way, its quotas, its files; and suspending and resuming it.

import { get, post, Refusal } from "./api.js";
import { bar, byId, each, el, facts, setBar, show, text, toast } from "./dom.js";
import { bytes, count, distance, plural, time } from "./format.js";
import { entry, update as updateEntry } from "./queue.js";
import { RateChart } from "./throughput.js";

export const STATES = {
  unservable: ["not served", "bad"],
  trouble: ["in trouble", "bad"],
  suspended: ["suspended", "warn"],
  running: ["running", "busy"],
  held: ["held", "warn"],
  waiting: ["waiting", ""],
  idle: ["idle", ""],
};

const dialog = byId("tenant");
let shown = null;
let parts = null;
let ask = () => {};

/** Says how to ask for everything anew, at once. */
export function onChange(callback) {
  ask = callback;
}

export function amount(unit, value) {
  return unit === "bytes" ? bytes(value) : plural(value, unit === "rows" ? "row" : "file");
}

export function quotaText(quota) {
  return `${amount(quota.unit, quota.used)} of ${amount(quota.unit, quota.limit)} ${quota.window === "pass" ? "a pass" : `a ${quota.window}`}`;
}

/** Shows a tenant. */
export function open(tenant) {
  shown = tenant;
  text(byId("tenant-name"), tenant);
  parts = {
    state: el("p", { class: "row" }, el("span", { class: "badge" }), el("span", { class: "reason" }), el("button", { type: "button", class: "small end" })),
    facts: el("div"),
    chart: el("canvas", { role: "img", "aria-label": `Throughput of ${tenant} in the last 15 minutes` }),
    quotas: el("div", { class: "quotas" }),
    quotasNote: el("p", { class: "muted small" }, "…"),
    files: el("ol", { class: "entries" }),
    filesNote: el("p", { class: "muted small" }, "…"),
  };
  byId("tenant-body").replaceChildren(
    parts.state,
    el("section", {}, parts.facts),
    el("section", {}, el("h3", {}, "Rows/s"), el("div", { class: "chart low" }, parts.chart)),
    el("section", {}, el("h3", {}, "Quotas"), parts.quotas, parts.quotasNote),
    el("section", {}, el("h3", {}, "Waiting files"), parts.files, parts.filesNote));
  dialog.showModal();
  parts.rates = new RateChart(parts.chart);
  refresh();
}

byId("tenant-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  parts?.rates.destroy();
  shown = null;
  parts = null;
});
// A click beside it closes it.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) {
    dialog.close();
  }
});

/** Asks for the tenant that is shown, if one is. */
export async function refresh() {
  const tenant = shown;
  if (!tenant) {
    return;
  }
  try {
    const [found, history] = await Promise.all([get(`tenants/${tenant}`), get("throughput", { tenant })]);
    if (shown === tenant) {
      render(found);
      show(parts.chart.closest("section"), parts.rates.show(history));
    }
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === 404) {
      dialog.close();
      toast(`${tenant} is served no more.`);
    }
    // Whatever else it is, the poll of the page says so.
  }
}

function render(found) {
  const [word, kind] = STATES[found.state];
  const [badge, reason, button] = parts.state.children;
  badge.className = `badge ${kind}`.trim();
  text(badge, word);
  text(reason, found.reason ?? "");
  const isSuspended = found.state === "suspended";
  text(button, isSuspended ? "Resume" : "Suspend");
  button.onclick = () => change(found.tenant, isSuspended, found.reason);
  const done = found.since_start;
  parts.facts.replaceChildren(facts([
    ["plan", found.plan],
    ["until", found.until ? `${time(found.until)}, ${distance(found.until)}` : null],
    ["since the engine began", `${plural(done.files_done, "file")} done, ${plural(done.rows, "row")}, ${bytes(done.bytes)}`],
    ["not ingested", `${plural(done.failures, "failed attempt")}, ${plural(done.files_refused, "file")} refused, ${plural(done.rejects, "record")} rejected`],
    ["duplicates", done.files_duplicate > 0 ? count(done.files_duplicate) : null],
  ]));
  each(parts.quotas, found.quotas, (quota) => `${quota.window} ${quota.unit}`,
    () => el("div", {}, el("div", { class: "row small" }, el("span"), el("span", { class: "end muted" })), bar()),
    (node, quota) => {
      const share = quota.limit > 0 ? quota.used / quota.limit : 1;
      text(node.firstElementChild.children[0], quotaText(quota));
      text(node.firstElementChild.children[1],
        quota.whole_at ? `all of it again ${distance(quota.whole_at)}` : `${amount(quota.unit, quota.remains)} left`);
      setBar(node.children[1], share, quotaText(quota), share >= 1 ? "bad" : share >= 0.8 ? "warn" : "");
    });
  text(parts.quotasNote, found.quotas_problem ?? "None is limited.");
  show(parts.quotasNote, Boolean(found.quotas_problem) || found.quotas.length === 0);
  each(parts.files, found.files, (file) => file.file, (file) => entry(file, null), updateEntry);
  const more = (found.waiting?.files ?? 0) - found.files.length;
  text(parts.filesNote, found.files.length === 0 && more <= 0 ? "None waits." : `and ${count(more)} more`);
  show(parts.filesNote, more > 0 || found.files.length === 0);
}

const changing = byId("change");
let changed = null;

/** Asks whether a tenant is to be suspended or resumed, and has it done. */
export function change(tenant, isSuspended, reason) {
  changed = { tenant, verb: isSuspended ? "resume" : "suspend" };
  text(byId("change-title"), `${isSuspended ? "Resume" : "Suspend"} ${tenant}?`);
  text(byId("change-text"), isSuspended
    ? reason ?? ""
    : "Its files wait where they are, for all engines of the platform, until it is resumed. Batches that run are finished.");
  show(byId("change-reason"), !isSuspended);
  show(byId("change-reason-label"), !isSuspended);
  byId("change-reason").value = "";
  text(byId("change-problem"), "");
  text(byId("change-go"), isSuspended ? "Resume" : "Suspend");
  changing.showModal();
  (isSuspended ? byId("change-go") : byId("change-reason")).focus();
}

byId("change-cancel").addEventListener("click", () => changing.close());
byId("change-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = byId("change-go");
  button.disabled = true;
  try {
    const body = changed.verb === "suspend" ? { reason: byId("change-reason").value } : {};
    const { message } = await post(`tenants/${changed.tenant}/${changed.verb}`, body);
    changing.close();
    toast(message);
    ask();
  } catch (problem) {
    text(byId("change-problem"), problem.message);
  } finally {
    button.disabled = false;
  }
});
