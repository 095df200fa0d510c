// The tiles at the top.

import { byId, each, el, text } from "./dom.js";
import { brief, bytes, count, distance, megabytes, plural } from "./format.js";

export function render(now) {
  const { tenants, waiting, since_start: done } = now;
  const broken = tenants.trouble + tenants.unservable;
  each(
    byId("tiles"),
    [
      tile("Rows/s", count(Math.round(now.rows_per_second)), `${brief(done.rows)} rows since it began`),
      tile("MB/s", megabytes(now.bytes_per_second), `${bytes(done.bytes)} read since it began`),
      tile("Batches", `${now.running} of ${now.concurrent_runs}`, "under way at a time"),
      tile(
        "Waiting files",
        `${count(waiting.files)}${waiting.is_more ? "+" : ""}`,
        waiting.files > 0
          ? `${bytes(waiting.bytes)}${waiting.oldest ? `, oldest ${distance(waiting.oldest)}` : ""}`
          : "nothing waits"),
      tile(
        "Tenants",
        count(tenants.all),
        [
          `${count(tenants.running)} running`,
          tenants.suspended > 0 ? `${count(tenants.suspended)} suspended` : null,
          broken > 0 ? `${count(broken)} in trouble` : null,
        ].filter(Boolean).join(", "),
        broken > 0 ? "bad" : tenants.suspended > 0 ? "warn" : ""),
      tile("Files done", brief(done.files_done), `${plural(done.files_duplicate, "duplicate")}`),
      tile(
        "Failed attempts",
        brief(done.failures),
        `${count(done.files_refused)} refused, ${plural(done.rejects, "record")} rejected`,
        done.failures > 0 ? "bad" : ""),
    ],
    (each) => each.name,
    (each) => el("div", {}, el("dt", {}, each.name), el("dd"), el("dd", { class: "note" })),
    (node, each) => {
      node.className = `tile ${each.kind}`.trim();
      text(node.children[1], each.value);
      text(node.children[2], each.note);
    });
}

const tile = (name, value, note, kind = "") => ({ name, value, note, kind });
