package io.mysimbdp.bulk;

/**
 * One thing said.
 *
 * @param kind what it is
 * @param body what it says, to be read once
 */
public record Frame(FrameKind kind, FrameBody body) {}
