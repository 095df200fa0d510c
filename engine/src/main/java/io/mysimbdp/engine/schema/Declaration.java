package io.mysimbdp.engine.schema;

import org.jspecify.annotations.Nullable;

/**
 * One statement of a script: a table or a type.
 *
 * @param table what it declares; null for a type
 * @param type what it declares; null for a table
 * @param line of the script, from 1
 * @param body the statement's text from the first bracket on
 */
record Declaration(@Nullable TableShape table, @Nullable TypeShape type, int line, String body) {}
