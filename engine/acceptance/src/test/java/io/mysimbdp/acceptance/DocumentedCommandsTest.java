package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mysimbdp.acceptance.DocumentShell.Ending;
import io.mysimbdp.engine.cli.Main;
import io.mysimbdp.engine.documents.Document;
import io.mysimbdp.engine.documents.DocumentedCommand;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in the project's pages do what the pages say: each page is typed into a shell, from
 * its top to its end, in one installation with the sample tenants and the real engine.conf. What a
 * page may say about a block is told by {@link io.mysimbdp.engine.documents.Mark}.
 */
class DocumentedCommandsTest {

  /** What changes the machine, takes very long or needs a network: never run, so to be marked. */
  private static final Set<String> NEVER_RUN =
      Set.of("mvn", "docker", "podman", "sudo", "apt-get", "systemctl", "java", "git");

  private static final String CONSOLE_PORT = "8077";

  @TempDir static Path folder;

  private static DocumentShell shell;
  private static int consolePort;

  static List<Document> documents() {
    return Document.all(Engine.project());
  }

  private static Stream<DocumentedCommand> commands(Document document) {
    return document.blocks("sh").stream().flatMap(block -> block.commands().stream());
  }

  @BeforeAll
  static void make_an_installation() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      consolePort = free.getLocalPort();
    }
    Path project = Engine.project();
    Path root = Files.createDirectory(folder.resolve("home"));
    TestingHome home = new TestingHome(root);
    Path conf =
        Files.copy(
            project.resolve("conf/engine.conf"),
            root.resolve("conf/engine.conf"),
            StandardCopyOption.REPLACE_EXISTING);
    List<String> lines = new ArrayList<>(Arrays.asList(SharedCassandra.conf("documents")));
    lines.add("web.port = " + consolePort);
    Files.write(conf, lines, StandardOpenOption.APPEND);
    sample(home, "gift_card", "Gift_Card", "gift_card.tsv");
    sample(home, "digital_video_games", "Digital_Video_Games", "digital_video_games.tsv.gz");
    sample(home, "toys", "Toys", "toys.csv");
    sample(home, "ratings", "Ratings", "ratings.csv");
    shell = new DocumentShell(root, Files.createDirectory(folder.resolve("work")));
  }

  private static void sample(TestingHome home, String tenant, String category, String file) {
    home.sample(tenant);
    StringWriter printed = new StringWriter();
    int code =
        Main.call(
            new PrintWriter(printed),
            new PrintWriter(printed),
            Map.of(),
            "generate",
            "--category",
            category,
            "--rows",
            "200",
            "--seed",
            "2",
            "--output",
            home.staging(tenant).resolve(file).toString());
    assertThat(code).as(printed.toString()).isZero();
  }

  @AfterAll
  static void close() throws IOException {
    shell.close();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commands_end_as_their_page_says(Document document) throws IOException, InterruptedException {
    List<DocumentedCommand> run =
        commands(document)
            .filter(command -> command.notRun() == null)
            .filter(command -> command.block().mark().needs().stream().allMatch(this::isThere))
            .toList();
    assertThat(run)
        .as("commands that need a comment '<!-- not run: why -->' above their block")
        .noneMatch(command -> NEVER_RUN.contains(command.program()));
    if (run.isEmpty()) {
      return;
    }

    String name = document.name().replace('/', '-');
    List<Ending> endings =
        shell.run(
            name,
            run,
            run.stream()
                .map(command -> command.text().replace(CONSOLE_PORT, "" + consolePort))
                .toList());

    List<Ending> others = endings.stream().filter(ending -> !ending.asDocumented()).toList();
    if (!others.isEmpty()) {
      fail(
          others.size()
              + " of "
              + endings.size()
              + " commands ended otherwise:\n\n"
              + String.join("\n", others.stream().map(Ending::toString).toList()));
    }
  }

  @Test
  void what_is_not_run_is_little_and_says_why() {
    List<DocumentedCommand> all =
        documents().stream().flatMap(DocumentedCommandsTest::commands).toList();
    List<DocumentedCommand> notRun =
        all.stream().filter(command -> command.notRun() != null).toList();

    System.out.println(notRun.size() + " of " + all.size() + " commands in pages are not run:");
    notRun.forEach(
        command -> System.out.println("  " + command + "\n    because: " + command.notRun()));
    assertThat(all).hasSizeGreaterThan(60);
    assertThat(notRun).hasSizeLessThan(all.size() / 2);
  }

  private boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }
}
