// Logging in and out.

import { get, post } from "./api.js";
import { byId, show, text } from "./dom.js";

let done = () => {};

/** Says what is to be done once somebody has logged in. */
export function onLogin(callback) {
  done = callback;
}

/** Asks for the token. */
export function demand() {
  show(byId("console"), false);
  show(byId("logout"), false);
  if (byId("login").hidden) {
    show(byId("login"), true);
    byId("token").focus();
  }
}

/** Shows the console, to somebody who may see it. */
export async function admit() {
  const session = await get("session");
  if (!session.known) {
    demand();
    return false;
  }
  show(byId("login"), false);
  show(byId("console"), true);
  show(byId("logout"), session.token_needed);
  return true;
}

byId("login-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await post("login", { token: byId("token").value });
    byId("token").value = "";
    text(byId("login-problem"), "");
    done();
  } catch (problem) {
    text(byId("login-problem"), problem.message);
  }
});

byId("logout").addEventListener("click", async () => {
  await post("logout");
  demand();
});
