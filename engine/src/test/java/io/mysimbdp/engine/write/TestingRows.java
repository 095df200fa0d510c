package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.tenant.Table;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows without a server. */
final class TestingRows {

  private static final TableStatement ITEMS =
      new TableStatement(
          CqlIdentifier.fromInternal("shop"),
          Table.of("items", "shelf", "id"),
          (PreparedStatement)
              Proxy.newProxyInstance(
                  TestingRows.class.getClassLoader(),
                  new Class<?>[] {PreparedStatement.class},
                  (proxy, method, args) -> {
                    throw new AssertionError("unexpected call of " + method);
                  }),
          List.of(DataTypes.TEXT, DataTypes.INT),
          new boolean[] {true, true},
          new int[] {0},
          Nulls.UNSET,
          DefaultConsistencyLevel.ONE,
          CodecRegistry.DEFAULT,
          ProtocolVersion.DEFAULT);

  private TestingRows() {}

  /** Returns a row that can be grouped, but not sent. */
  static EncodedRow row(String partition, int bytes, RowOrigin origin) {
    return new EncodedRow(
        ITEMS,
        new byte[bytes],
        ByteBuffer.wrap(partition.getBytes(StandardCharsets.UTF_8)),
        origin);
  }

  /** Returns fixed sizes. */
  static Sizing sizing(long windowBytes, int batchBytes, int batchRows) {
    return new Sizing(
        new WriteSettings(
            "ONE",
            Nulls.UNSET,
            windowBytes,
            batchBytes,
            batchRows,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            WritePath.CQL),
        1L << 30,
        128 << 10);
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
