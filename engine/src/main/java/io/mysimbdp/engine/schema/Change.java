package io.mysimbdp.engine.schema;

/**
 * One statement that makes what is declared but missing.
 *
 * @param cql to execute
 * @param done a sentence that says so afterwards
 * @param line of the script that asks for it, from 1
 */
record Change(String cql, String done, int line) {}
