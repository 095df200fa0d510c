package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinition;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.RawType;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.tenant.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The insert into the table of the sample tenant gift_card, as if a server had prepared it. */
final class ReviewInsert {

  private static final String KEYSPACE = "reviews";
  private static final String TABLE = "gift_card_reviews";
  private static final int KEY_COLUMNS = 3;

  private ReviewInsert() {}

  static TableStatement statement() {
    Map<String, DataType> columns = columns();
    List<DataType> types = List.copyOf(columns.values());
    boolean[] isKey = new boolean[types.size()];
    for (int i = 0; i < KEY_COLUMNS; i++) {
      isKey[i] = true;
    }
    return new TableStatement(
        CqlIdentifier.fromInternal(KEYSPACE),
        new Table(TABLE, List.copyOf(columns.keySet())),
        prepared(columns),
        types,
        isKey,
        new int[] {0},
        Nulls.UNSET,
        ConsistencyLevel.LOCAL_QUORUM,
        CodecRegistry.DEFAULT,
        ProtocolVersion.V5);
  }

  private static Map<String, DataType> columns() {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put("product_id", DataTypes.TEXT);
    columns.put("review_date", DataTypes.DATE);
    columns.put("review_id", DataTypes.TEXT);
    columns.put("marketplace", DataTypes.TEXT);
    columns.put("customer_id", DataTypes.INT);
    columns.put("product_title", DataTypes.TEXT);
    columns.put("stars", DataTypes.INT);
    columns.put("helpful_votes", DataTypes.INT);
    columns.put("total_votes", DataTypes.INT);
    columns.put("helpfulness", DataTypes.DOUBLE);
    columns.put("vine", DataTypes.BOOLEAN);
    columns.put("verified_purchase", DataTypes.BOOLEAN);
    columns.put("headline", DataTypes.TEXT);
    columns.put("body", DataTypes.TEXT);
    return columns;
  }

  private static PreparedStatement prepared(Map<String, DataType> columns) {
    List<ColumnDefinition> markers = new ArrayList<>();
    columns.forEach((name, type) -> markers.add(marker(name, type, markers.size())));
    markers.add(marker("[timestamp]", DataTypes.BIGINT, markers.size()));
    return new DefaultPreparedStatement(
        ByteBuffer.allocate(16),
        "INSERT INTO " + TABLE,
        DefaultColumnDefinitions.valueOf(markers),
        List.of(0),
        null,
        DefaultColumnDefinitions.valueOf(List.of()),
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        Integer.MIN_VALUE,
        DefaultConsistencyLevel.LOCAL_QUORUM,
        null,
        false,
        CodecRegistry.DEFAULT,
        ProtocolVersion.V5);
  }

  private static ColumnDefinition marker(String name, DataType type, int index) {
    RawType raw = RawType.PRIMITIVES.get(type.getProtocolCode());
    return new DefaultColumnDefinition(
        new ColumnSpec(KEYSPACE, TABLE, name, index, raw), AttachmentPoint.NONE);
  }
}
