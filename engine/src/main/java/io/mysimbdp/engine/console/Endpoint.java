package io.mysimbdp.engine.console;

/** Answers requests. Called on several threads of the server; may wait, but not for long. */
@FunctionalInterface
interface Endpoint {

  Answer answer(Call call) throws InterruptedException;
}
