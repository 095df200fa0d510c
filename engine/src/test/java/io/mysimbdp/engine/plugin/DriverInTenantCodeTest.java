package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver's API works in tenant code although the driver's inside is hidden from it. */
class DriverInTenantCodeTest {

  private static final String IMPORTS =
      "import com.datastax.oss.driver.api.core.*; import com.datastax.oss.driver.api.core.cql.*;"
          + " import com.datastax.oss.driver.api.core.data.*;"
          + " import com.datastax.oss.driver.api.core.type.*;"
          + " import com.datastax.oss.driver.api.core.type.codec.*;"
          + " import com.datastax.oss.driver.api.core.type.reflect.*;"
          + " import com.datastax.oss.driver.api.core.uuid.*;";

  @TempDir Path plugins;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          return CqlIdentifier.fromCql("Reviews").asInternal();                      | reviews
          return SimpleStatement.newInstance("SELECT 1", 7).getPositionalValues().get(0) + ""; | 7
          return BatchStatement.newInstance(BatchType.LOGGED).getBatchType() + "";   | LOGGED
          return CqlVector.newInstance(1.5f, 2.5f).toString();                       | [1.5, 2.5]
          return TypeCodecs.INT.format(42);                                          | 42
          return TypeCodecs.listOf(TypeCodecs.TEXT).format(List.of("a"));            | ['a']
          return new GenericType<List<String>>() {}.getRawType().getSimpleName();    | List
          return GenericType.listOf(String.class).toString();                        | java.util.List<java.lang.String>
          return DataTypes.tupleOf(DataTypes.INT).newValue(5).getInt(0) + "";        | 5
          return CqlDuration.from("1h30m").getNanoseconds() / 60000000000L + "";     | 90
          return Uuids.timeBased().version() + "";                                   | 1
          return DefaultConsistencyLevel.LOCAL_QUORUM.name();                        | LOCAL_QUORUM
          """)
  void runs(String body, String answer) throws Exception {
    Reports.jar("acme", IMPORTS, body).buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.failures()).isEmpty();
      assertThat(Reports.ask(catalog, "acme")).isEqualTo(answer);
    }
  }
}
