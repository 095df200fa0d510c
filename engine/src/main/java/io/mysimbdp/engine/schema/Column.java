package io.mysimbdp.engine.schema;

/**
 * A column of a table.
 *
 * @param name without quotes
 * @param type in the spelling of {@link CqlType}
 * @param isStatic whether a partition holds one value of it
 */
record Column(String name, String type, boolean isStatic) {

  /** Returns how it is declared, without the name. */
  String declaration() {
    return isStatic ? type + " static" : type;
  }
}
