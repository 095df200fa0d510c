package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one HOCON file, with what it includes, and retells what HOCON says about its mistakes. */
final class ConfigFile {

  /** More than any configuration needs, so that a data file in its place does no harm. */
  private static final long MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 100;
  private static final String TOO_DEEP =
      "expected blocks and lists nested at most " + MAX_DEPTH + " deep, got deeper ones";

  private ConfigFile() {}

  /** Returns where an installation folder has the configuration of the engine. */
  static Path ofEngine(Path root) {
    return root.resolve("conf").resolve("engine.conf");
  }

  /**
   * Reads the configuration of the engine over its defaults.
   *
   * @param file that of {@link #ofEngine}, or one that is to take its place
   * @param root the installation folder, absolute
   * @param environment what {@code ${NAME}} may refer to besides the file's own keys
   * @param sources gets the paths of the files that are read
   * @param problems gets those that it has
   * @throws ConfigException with all of them, when it cannot be read; that its values are right is
   *     not looked at
   */
  static Config readEngine(
      Path file, Path root, Map<String, String> environment, Set<Path> sources, Problems problems) {
    Config config =
        read(
            file,
            root,
            Reference.load(),
            "profile.replication",
            environment,
            Long.MAX_VALUE,
            sources,
            problems);
    if (config == null) {
      throw new ConfigException(problems.errors());
    }
    return config;
  }

  /**
   * Reads a file over defaults.
   *
   * @param folder what the file includes must be inside of this folder
   * @param environment what {@code ${NAME}} may refer to besides the file's own keys
   * @param whole the path of a block that replaces its default as a whole, instead of key by key
   * @param mostBytes what its references to other keys may make of it
   * @param sources gets the paths of the files that are read
   * @return the resolved configuration; null when there are problems
   */
  static @Nullable Config read(
      Path file,
      Path folder,
      Config defaults,
      String whole,
      Map<String, String> environment,
      long mostBytes,
      Set<Path> sources,
      Problems problems) {
    sources.add(file);
    if (!isReadable(file, problems)) {
      return null;
    }
    Expansion expansion = new Expansion();
    expansion.add(text(file));
    try {
      ConfigParseOptions options =
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setAllowMissing(false)
              .setIncluder(new Includes(file, folder, sources, expansion, problems));
      Config parsed = ConfigFactory.parseFile(file.toFile(), options);
      if (expansion.mayExceed(mostBytes)) {
        problems.errorIn(
            file,
            0,
            "expected fewer references ${...} to other keys, or a shorter file; its "
                + expansion.references()
                + " could make it larger than "
                + Display.bytes(mostBytes));
        return null;
      }
      Config resolved =
          parsed
              .withFallback(defaults.withoutPath(whole))
              .resolve(
                  ConfigResolveOptions.noSystem()
                      .appendResolver(new Environment(environment, problems)));
      if (isDeeperThan(MAX_DEPTH, resolved.root())) {
        problems.errorIn(file, 0, TOO_DEEP);
        return null;
      }
      return resolved.hasPath(whole) ? resolved : resolved.withFallback(defaults);
    } catch (Includes.Refused refused) {
      return null;
    } catch (com.typesafe.config.ConfigException.BugOrBroken e) {
      // Its message is a dump of the whole configuration.
      problems.errorIn(file, 0, "the keys that refer to other keys cannot be resolved");
      return null;
    } catch (com.typesafe.config.ConfigException e) {
      retell(e, file, problems);
      return null;
    } catch (StackOverflowError e) {
      problems.errorIn(file, 0, TOO_DEEP);
      return null;
    }
  }

  /** Returns what a file holds that is readable; nothing when it no longer is. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** Tells whether a file is there and is text in UTF-8; notes a problem otherwise. */
  static boolean isReadable(Path file, Problems problems) {
    if (!Files.exists(file)) {
      problems.errorIn(file, 0, "file not found");
      return false;
    }
    if (!Files.isRegularFile(file)) {
      problems.errorIn(file, 0, "expected a file, got a folder or something else");
      return false;
    }
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        problems.errorIn(
            file,
            0,
            "expected at most "
                + Display.bytes(MAX_BYTES)
                + " of configuration, got "
                + size
                + " bytes");
        return false;
      }
      int line = firstLineNotUtf8(Files.readAllBytes(file));
      if (line > 0) {
        problems.errorIn(file, line, "expected text in UTF-8, got other bytes in this line");
        return false;
      }
      return true;
    } catch (IOException e) {
      problems.errorIn(file, 0, "cannot be read: check the rights of the file and its folders");
      return false;
    }
  }

  private static boolean isDeeperThan(int depth, ConfigValue value) {
    Collection<ConfigValue> inside = List.of();
    if (value instanceof ConfigObject object) {
      inside = object.values();
    } else if (value instanceof ConfigList list) {
      inside = list;
    }
    return depth == 0 || inside.stream().anyMatch(each -> isDeeperThan(depth - 1, each));
  }

  private static int firstLineNotUtf8(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(input, CharBuffer.allocate(bytes.length), true);
    if (!result.isError()) {
      return 0;
    }
    int line = 1;
    for (int i = 0; i < input.position(); i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  private static void retell(
      com.typesafe.config.ConfigException e, Path mainFile, Problems problems) {
    String message = String.valueOf(e.getMessage());
    Path file = mainFile;
    int line = 0;
    if (e.origin() != null) {
      String prefix = e.origin().description() + ": ";
      if (message.startsWith(prefix)) {
        message = message.substring(prefix.length());
      }
      line = Math.max(0, e.origin().lineNumber());
      if (e.origin().filename() != null) {
        file = Path.of(e.origin().filename());
      }
    }
    boolean isSafe = e instanceof com.typesafe.config.ConfigException.UnresolvedSubstitution;
    if (message.endsWith("end of file")) {
      message = "the file ends inside of a block, list or text: a closing }, ] or quote is missing";
    } else if (!isSafe && mentionsSecret(file, line)) {
      message =
          "cannot be read as HOCON here; what HOCON says is not shown, for it may quote a"
              + " password: check quotes, brackets and commas";
    }
    message = message.replaceAll("\\s+", " ").strip();
    problems.errorIn(file, line, message);
  }

  /** HOCON quotes what it trips over, which may be the secret itself. */
  private static boolean mentionsSecret(Path file, int line) {
    try {
      List<String> lines = Files.readAllLines(file);
      int from = line == 0 ? 0 : Math.max(0, line - 3);
      int to = line == 0 ? lines.size() : Math.min(lines.size(), line);
      return lines.subList(Math.min(from, to), to).stream().anyMatch(Display::isSecret);
    } catch (IOException e) {
      return true;
    }
  }
}
