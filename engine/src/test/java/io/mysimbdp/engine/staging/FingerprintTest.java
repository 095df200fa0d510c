package io.mysimbdp.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir private Path folder;

  @Test
  void the_digest_is_that_of_the_bytes() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");

    assertThat(Fingerprint.of(file))
        .as("the example of FIPS 180-2")
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Fingerprint.ofText("abc")).isEqualTo(Fingerprint.of(file));
  }

  @Test
  void reading_ends_when_it_may_not_go_on() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[1 << 20]);
    AtomicInteger asked = new AtomicInteger();

    assertThat(Fingerprint.of(file, () -> asked.incrementAndGet() < 3)).isEmpty();
    assertThat(asked).hasValue(3);
  }
}
