package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.driver.api.core.type.codec.registry.MutableCodecRegistry;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.Secret;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionOpenerServerTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final SessionOpener opener = new SessionOpener(() -> 0, pauses::add);

  @Test
  void opens_a_session_with_the_platforms_settings() throws Exception {
    try (CqlSession session =
        opener.open(
            SessionOpenerTest.config("datacenter1", new Auth("ignored", new Secret("x")), null),
            List.of(CassandraServer.contactPoint()))) {
      DriverExecutionProfile settings = session.getContext().getConfig().getDefaultProfile();

      assertThat(session.getContext().getProtocolVersion().getCode()).isEqualTo(5);
      assertThat(settings.getString(DefaultDriverOption.REQUEST_CONSISTENCY))
          .isEqualTo("LOCAL_QUORUM");
      assertThat(settings.getDuration(DefaultDriverOption.REQUEST_TIMEOUT))
          .isEqualTo(Duration.ofSeconds(20));
      assertThat(settings.getBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE)).isFalse();
      assertThat(settings.getBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS)).isFalse();
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void the_codec_registry_that_every_row_hands_out_is_sealed() throws Exception {
    try (CqlSession session =
        opener.open(
            SessionOpenerTest.config("datacenter1", null, null),
            List.of(CassandraServer.contactPoint()))) {
      MutableCodecRegistry codecs =
          (MutableCodecRegistry)
              session.execute("SELECT key FROM system.local").iterator().next().codecRegistry();

      assertThatThrownBy(() -> codecs.register(TypeCodecs.TEXT))
          .isInstanceOf(SecurityException.class)
          .hasMessage(
              "Codec "
                  + TypeCodecs.TEXT.getClass().getName()
                  + " refused: the platform's session is shared, so no codec can be added to it;"
                  + " convert the value instead");
    }
  }

  @Test
  void names_the_wrong_data_centre_at_once() {
    InetSocketAddress point = CassandraServer.contactPoint();

    assertThatThrownBy(
            () -> opener.open(SessionOpenerTest.config("dc2", null, null), List.of(point)))
        .hasMessage(
            "Cannot connect to Cassandra at "
                + point.getHostString()
                + ":"
                + point.getPort()
                + ", tried once in 0.0 s: its data centre is 'datacenter1', configured 'dc2'");
    assertThat(pauses).isEmpty();
  }
}
