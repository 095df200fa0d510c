package io.mysimbdp.engine.write;

import java.nio.ByteBuffer;

/**
 * A value that has been encoded before it came here.
 *
 * @param cqlType the CQL type it was encoded for, as the driver writes it
 * @param bytes as they go to Cassandra
 */
public record EncodedValue(String cqlType, ByteBuffer bytes) {
  @Override
  public String toString() {
    return "of type " + cqlType;
  }
}
