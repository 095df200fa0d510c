package io.mysimbdp.engine.estimate;

/**
 * A limit that a file would come upon.
 *
 * @param key its key in a profile
 * @param limit what it allows, with its unit
 * @param expected what the file would need, with its unit
 * @param consequence what becomes of the file, as the end of a sentence
 */
public record LimitHit(String key, String limit, String expected, String consequence) {}
