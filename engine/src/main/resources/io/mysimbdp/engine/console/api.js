// Requests to the engine.

const PATIENCE = 10_000;

/** What came back instead of what was asked for. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  const response = await fetch(`/api/v1/${path}`, {
    ...options,
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  let body = {};
  try {
    body = await response.json();
  } catch {
    // Not ours: some proxy in between.
  }
  if (!response.ok) {
    throw new Refusal(response.status, body.error ?? `The server answered ${response.status}.`);
  }
  return body;
}

export function get(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return ask(query ? `${path}?${query}` : path);
}

export function post(path, body = {}) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Mysimbdp": "1" },
    body: JSON.stringify(body),
  });
}
