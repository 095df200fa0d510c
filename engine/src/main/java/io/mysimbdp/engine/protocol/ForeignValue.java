package io.mysimbdp.engine.protocol;

/** A value of a class that only the app knows, and that no column can hold. */
record ForeignValue(String text) {
  @Override
  public String toString() {
    return text;
  }
}
