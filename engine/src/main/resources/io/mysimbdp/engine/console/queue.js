// Files that wait.

import { byId, each, el, show, text } from "./dom.js";
import { bytes, count, distance, time } from "./format.js";
import { open } from "./tenant.js";

const CAUSES = {
  turn: ["its turn", ""],
  window: ["run window", "warn"],
  quota: ["quota", "warn"],
  suspended: ["suspended", "warn"],
  settling: ["not complete", ""],
  marker: ["marker missing", ""],
  retry: ["tried again", "bad"],
  stuck: ["stuck", "bad"],
  trouble: ["tenant in trouble", "bad"],
};

export function parameters() {
  return { cause: byId("queue-cause").value, limit: 100 };
}

export function render(found) {
  text(byId("queue-count"), found.files > 0 ? count(found.files) : "");
  show(byId("queue-empty"), found.queue.length === 0);
  text(byId("queue-empty"), found.files > 0 ? "No file waits for that." : "No file waits.");
  each(byId("queue"), found.queue, (file) => `${file.tenant}/${file.file}`,
    (file) => entry(file, el("button", { type: "button", class: "link", onclick: () => open(file.tenant) }, file.tenant)),
    update);
  const more = found.files - found.queue.length;
  show(byId("queue-more"), more > 0 && !byId("queue-cause").value);
  text(byId("queue-more"), `and ${count(more)} more; the oldest that are named come first`);
}

/** Makes the entry of a file that waits; whose it is stands before it. */
export function entry(file, owner) {
  return el("li", {},
    el("div", { class: "row" },
      owner,
      el("span", { class: "name" }, file.file),
      el("span", { class: "badge" }),
      el("span", { class: "end small muted" })),
    el("div", { class: "reason small" }),
    el("div", { class: "small muted" }));
}

export function update(node, file) {
  const [head, reason, until] = node.children;
  const [word, kind] = CAUSES[file.cause] ?? [file.cause, ""];
  const badge = head.querySelector(".badge");
  badge.className = `badge ${kind}`.trim();
  text(badge, word);
  const end = head.lastElementChild;
  text(end, [bytes(file.bytes), file.modified ? `came ${distance(file.modified)}` : ""].filter(Boolean).join(", "));
  end.title = file.modified ?? "";
  text(reason, file.reason);
  text(until, file.until ? `until ${time(file.until)}, ${distance(file.until)}` : "");
  show(until, Boolean(file.until));
}
