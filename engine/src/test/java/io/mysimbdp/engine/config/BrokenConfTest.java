package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files damaged by chance: each is read, or refused in a sentence; nothing else is thrown. */
class BrokenConfTest {

  private static final String FINE =
      """
      plugin = app
      replication { class = NetworkTopologyStrategy, dc1 = 3 }
      files { patterns = ["*.tsv", "*.csv"], quiet-period = 3s, max-size = 7 GiB }
      limits { batch.files = 7, day { files = unlimited } }
      run-windows = ["* 0-5 * * *"]
      dialect { format = csv, delimiter = ";", quote = "'", columns = [] }
      write { window = 1 MiB, retry-for = 13 seconds, batch-rows = 11 }
      rejects { max-count = unlimited, max-ratio = 0.05 }
      settings { a = 17, b = ${settings.a}, c += x, d = \"""text\""" }
      """;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\"\"\"",
          "${",
          "${?a}",
          "=",
          "+=",
          ":",
          ",",
          "\n",
          "#",
          "//",
          "include ",
          "include file(\"",
          "required(",
          "null",
          "-",
          "1e400",
          "0x",
          ".",
          "..",
          "\\u",
          "\u0000",
          "\ufeff",
          "\ud83d\ude00",
          "settings",
          "unlimited",
          "99999999999999999999 YiB");

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder);
  }

  @Test
  void a_damaged_file_is_read_or_refused_in_a_sentence() {
    Random random = new Random(20260101);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      texts.add(damaged(random));
    }

    List<Registration> registrations = registrations(texts);

    assertThat(registrations).hasSize(600);
    assertThat(registrations).filteredOn(Registration::isUsable).hasSizeBetween(10, 590);
    assertThat(registrations)
        .flatExtracting(Registration::problems)
        .extracting(Problem::toString)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("tenants/t")
                    .doesNotContain("com.typesafe", "java.", "Exception", "\n"));
    registrations.stream()
        .filter(Registration::isUsable)
        .forEach(each -> new TenantSettings(each.requireProfile()).keys());
  }

  @Test
  void nesting_of_any_depth_is_read_or_refused() {
    List<String> texts = new ArrayList<>();
    for (int depth : new int[] {10, 50, 300, 1_000, 2_000, 3_000, 4_000, 6_000, 10_000, 50_000}) {
      texts.add("settings.a = " + "[".repeat(depth) + "]".repeat(depth));
      texts.add("settings.a = " + "{a=".repeat(depth) + "1" + "}".repeat(depth));
      texts.add("settings." + "a.".repeat(depth) + "a = 1");
    }

    List<Registration> registrations = registrations(texts);

    assertThat(registrations.subList(0, 3)).allMatch(Registration::isUsable);
    assertThat(registrations.get(registrations.size() - 2).isUsable()).isFalse();
    registrations.stream()
        .filter(Registration::isUsable)
        .forEach(each -> new TenantSettings(each.requireProfile()).keys());
  }

  @Test
  void references_that_would_fill_the_memory_are_refused() {
    StringBuilder texts = new StringBuilder("settings { a0 = text\n");
    StringBuilder lists = new StringBuilder("settings { a0 = [1]\n");
    for (int i = 1; i <= 30; i++) {
      String before = "${settings.a" + (i - 1) + "}";
      texts.append("a" + i + " = " + before + before + "\n");
      lists.append("a" + i + " = [" + before + ", " + before + "]\n");
    }

    List<Registration> registrations =
        registrations(List.of(texts.append("}").toString(), lists.append("}").toString()));

    assertThat(registrations)
        .flatExtracting(Registration::problems)
        .extracting(Problem::message)
        .containsOnly(
            "expected fewer references ${...} to other keys, or a shorter file; its 60 could make"
                + " it larger than 16 MiB")
        .hasSize(2);
  }

  @Test
  void files_that_include_others_twice_again_and_again_are_refused() {
    for (int i = 0; i < 30; i++) {
      String next = "\"f" + (i + 1) + ".conf\"\n";
      home.file("tenants/t0/f" + i + ".conf", "include " + next + "include " + next);
    }
    home.file("tenants/t0/f30.conf", "");

    assertThat(registrations(List.of("include \"f0.conf\"")).get(0).problems())
        .extracting(Problem::message)
        .containsExactly("include \"f30.conf\": the files include each other too often");
  }

  @Test
  void byte_order_mark_and_carriage_returns_do_no_harm() {
    home.bytes(
        "conf/engine.conf",
        "\ufeffconcurrent-runs = 7\r\nstop-timeout = 1s\r\n".getBytes(StandardCharsets.UTF_8));

    assertThat(home.load().engine().concurrentRuns()).isEqualTo(7);
  }

  private List<Registration> registrations(List<String> texts) {
    StringBuilder ids = new StringBuilder("tenants = [");
    for (int i = 0; i < texts.size(); i++) {
      ids.append("t").append(i).append(" \n");
      home.tenant("t" + i, texts.get(i));
    }
    return home.engine(ids.append("]").toString()).load().registrations();
  }

  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder(FINE);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
        default -> text.insert(from, text.substring(from, to));
      }
    }
    return text.toString();
  }
}
