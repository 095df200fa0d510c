package io.mysimbdp.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a real Cassandra as a parameter of type {@link TestCassandra}:
 *
 * <pre>{@code
 * @WithCassandra
 * class RatingsOnCassandraTest {
 *
 *   @Test
 *   void ratings_arrive(TestCassandra cassandra) {
 *     BatchResult result =
 *         cassandra.run(TestBatch.forApp(Ratings::new).file(Path.of("src/test/ratings.csv")));
 *
 *     assertThat(result).readsAll();
 *     assertThat(cassandra.session().execute("SELECT * FROM ratings").all()).hasSize(3);
 *   }
 * }
 * }</pre>
 *
 * <p>The server is started when the first test asks for it, serves all test classes of the JVM, and
 * ends with the JVM. Each test has a keyspace of its own, dropped afterwards; what {@code
 * BeforeAll} or a constructor is given lasts for the class.
 *
 * <p><b>Needs</b> Java 17, about 1 GiB of memory, and the JARs of the server: the artifact {@code
 * io.mysimbdp:tenant-test-kit-cassandra} in scope {@code test}, or the system property {@code
 * mysimbdp.cassandra.lib} with a folder that holds them, as {@code engine/cassandra/target/lib} of
 * a built source tree does.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CassandraExtension.class)
public @interface WithCassandra {}
