package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows without a server. */
final class TestingRows {

  // A window only asks a statement for its prepared statement, to tell tables apart.
  private static final BoundStatement STATEMENT =
      (BoundStatement)
          Proxy.newProxyInstance(
              TestingRows.class.getClassLoader(),
              new Class<?>[] {BoundStatement.class},
              (proxy, method, args) -> {
                if (method.getName().equals("getPreparedStatement")) {
                  return null;
                }
                throw new AssertionError("unexpected call of " + method);
              });

  private TestingRows() {}

  static EncodedRow row(String partition, int bytes, RowOrigin origin) {
    return new EncodedRow(
        STATEMENT, ByteBuffer.wrap(partition.getBytes(StandardCharsets.UTF_8)), bytes, origin);
  }

  /** Writes down what it is told. */
  record Origin(String name, List<String> told) implements RowOrigin {
    @Override
    public long line() {
      return Long.parseLong("0" + name.replaceAll("\\D", ""));
    }

    @Override
    public void acknowledged() {
      told.add(name + " acknowledged");
    }

    @Override
    public void refused(@Nullable String column, String reason) {
      told.add(name + " refused: " + column + ": " + reason);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
