// Asks the engine every two seconds, while somebody looks.

import { get, Refusal } from "./api.js";
import { byId, text } from "./dom.js";
import * as failures from "./failures.js";
import { time } from "./format.js";
import * as login from "./login.js";
import * as overview from "./overview.js";
import * as queue from "./queue.js";
import * as runs from "./runs.js";
import * as tenant from "./tenant.js";
import * as tenants from "./tenants.js";
import * as throughput from "./throughput.js";

const INTERVAL = 2000;
const STATES = {
  starting: ["starting", "busy"],
  serving: ["serving", "good"],
  stopping: ["stopping", "warn"],
  silent: ["not answering", "bad"],
};

let admitted = false;
let asking = false;
let again = false;
let timer;
let lastFailure = -1;
let lostSince = null;

async function poll() {
  clearTimeout(timer);
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    admitted ||= await login.admit();
    if (admitted) {
      await ask();
      connected();
    } else {
      pill("not logged in", "");
    }
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === 401) {
      admitted = false;
      pill("not logged in", "");
      login.demand();
    } else {
      disconnected(problem);
    }
  } finally {
    asking = false;
    if (again) {
      again = false;
      poll();
    } else if (!document.hidden) {
      timer = setTimeout(poll, INTERVAL);
    }
  }
}

async function ask() {
  const [now, history, running, waiting, list] = await Promise.all([
    get("overview"),
    get("throughput"),
    get("runs"),
    get("queue", queue.parameters()),
    get("tenants", tenants.parameters()),
  ]);
  const [word, kind] = STATES[now.state] ?? [now.state, ""];
  pill(word, kind);
  text(byId("engine"), `engine ${now.engine}, since ${time(now.began)}`);
  overview.render(now);
  throughput.render(history);
  runs.render(running);
  queue.render(waiting);
  tenants.render(list);
  if (now.last_failure !== lastFailure) {
    failures.render(await get("failures"));
    lastFailure = now.last_failure;
  } else {
    failures.renderAges();
  }
  await tenant.refresh();
}

function pill(word, kind) {
  const node = byId("connection");
  node.className = `pill ${kind}`.trim();
  text(node, word);
}

function connected() {
  lostSince = null;
  byId("console").classList.remove("stale");
}

function disconnected(problem) {
  lostSince ??= new Date().toISOString();
  byId("console").classList.add("stale");
  const why = problem instanceof Refusal ? `: ${problem.message}` : "";
  pill(`disconnected since ${time(lostSince)}${why}`, "bad");
  // Another engine may answer next, which counts its failures anew.
  lastFailure = -1;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(timer);
  } else {
    poll();
  }
});

const themes = ["auto", "light", "dark"];
const preference = matchMedia("(prefers-color-scheme: dark)");

function theme(wanted) {
  const dark = wanted === "dark" || (wanted === "auto" && preference.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  text(byId("theme"), `Theme: ${wanted}`);
  throughput.refresh();
}

const chosen = () => (themes.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "auto");
theme(chosen());
preference.addEventListener("change", () => theme(chosen()));
byId("theme").addEventListener("click", () => {
  const next = themes[(themes.indexOf(chosen()) + 1) % themes.length];
  localStorage.setItem("theme", next);
  theme(next);
});

function unit(name, pressed, other) {
  byId(pressed).setAttribute("aria-pressed", "true");
  byId(other).setAttribute("aria-pressed", "false");
  throughput.refresh(name);
}

byId("show-rows").addEventListener("click", () => unit("rows_per_second", "show-rows", "show-bytes"));
byId("show-bytes").addEventListener("click", () => unit("bytes_per_second", "show-bytes", "show-rows"));
byId("queue-cause").addEventListener("change", poll);
tenants.onChange(poll);
tenant.onChange(poll);
login.onLogin(poll);
poll();
