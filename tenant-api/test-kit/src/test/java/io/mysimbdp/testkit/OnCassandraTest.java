package io.mysimbdp.testkit;

import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The same batch, by the whole engine and into a real Cassandra. */
@WithCassandra
class OnCassandraTest {

  private static final Set<String> KEYSPACES = new HashSet<>();
  private static final String FOUR = "sensor\tvalue\na\t1.5\nb\tx\nnone\t1\nc\t2\n";

  @Test
  void rows_arrive_and_rejects_are_told(TestCassandra cassandra) {
    TestBatch batch = TestBatch.forApp(Readings::new).file("a.tsv", FOUR);

    BatchResult result = cassandra.run(batch);

    assertThat(result).readsAll(4).rejected(3, "value", "value is 'x'").hasRejects(1);
    assertThat(result.files().get(0).skipped()).isEqualTo(1);
    assertThat(
            cassandra
                .session()
                .execute("SELECT value FROM readings WHERE sensor = 'a'")
                .all()
                .get(0)
                .getDouble(0))
        .isEqualTo(1.5);
    assertThat(cassandra.run(batch).files().get(0).state())
        .as("the same content once more")
        .isEqualTo(IngestedFile.State.DUPLICATE);
  }

  @Test
  void memory_and_cassandra_tell_the_same(TestCassandra cassandra) {
    TestBatch batch = TestBatch.forApp(Readings::new).file("a.tsv", FOUR + "d\n");

    BatchResult inMemory = batch.run();
    BatchResult onCassandra = cassandra.run(batch);

    assertThat(onCassandra.files()).isEqualTo(inMemory.files());
    assertThat(onCassandra.rejects()).isEqualTo(inMemory.rejects());
  }

  @RepeatedTest(2)
  void each_test_has_a_keyspace_of_its_own(TestCassandra cassandra) {
    assertThat(KEYSPACES.add(cassandra.keyspace())).isTrue();
    assertThat(
            cassandra
                .session()
                .execute(
                    "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = '"
                        + cassandra.keyspace()
                        + "'")
                .all())
        .hasSize(1);
  }

  @Test
  void what_only_a_jar_can_lack_is_told(TestCassandra cassandra) {
    TestBatch batch = TestBatch.forApp(Apps.writing()).file("a.tsv", FOUR);

    assertThatThrownBy(() -> cassandra.run(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp, which names"
                + " io.mysimbdp.testkit.Readings; the engine would call that");
  }

  @Test
  void a_real_cassandra_fails_when_it_does(TestCassandra cassandra) {
    TestBatch batch = TestBatch.forApp(Readings::new).file("a.tsv", FOUR).failWritingAt(1);

    assertThatThrownBy(() -> cassandra.run(batch))
        .hasMessage(
            "A real Cassandra fails when it does: cancelAfter, failWritingAt and refuseRow are only"
                + " for TestBatch.run()");
  }
}
