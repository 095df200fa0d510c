package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Includes files, and nothing but files, of one folder. HOCON itself would leave out a file that is
 * not there without a word, and would fetch from the network. For one thread.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private final Path folder;
  private final Set<Path> sources;
  private final Problems problems;
  private final Expansion expansion;
  private final Deque<Path> open = new ArrayDeque<>();

  /**
   * Makes the way to include files.
   *
   * @param sources gets the paths of the files that are included
   * @param expansion gets what they hold
   */
  Includes(Path mainFile, Path folder, Set<Path> sources, Expansion expansion, Problems problems) {
    this.folder = folder;
    this.sources = sources;
    this.expansion = expansion;
    this.problems = problems;
    open.addLast(mainFile);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (what.matches("[a-z]{2,}:.*")) {
      throw refuse(what, "include " + Display.quoted(what) + ": expected a file, got a URL");
    }
    return includeFile(context, new File(what));
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refuse("url(", "include url(...): expected a file, got a URL");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refuse(
        "classpath(", "include classpath(...): expected a file, got a class path resource");
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    String name = Display.quoted(what.toString());
    Path file = open.getLast().resolveSibling(what.toPath()).normalize();
    if (!isInside(file)) {
      throw refuse(
          what.toString(),
          "include " + name + ": expected a file inside " + name(folder) + ", got one outside");
    }
    if (open.contains(file)) {
      List<String> names = new ArrayList<>();
      open.forEach(each -> names.add(name(each)));
      names.add(name(file));
      throw refuse(
          what.toString(),
          "include " + name + ": the files include each other: " + String.join(" -> ", names));
    }
    sources.add(file);
    if (!Files.exists(file)) {
      throw refuse(what.toString(), "include " + name + ": file not found");
    }
    if (!ConfigFile.isReadable(file, problems)) {
      throw new Refused();
    }
    expansion.add(ConfigFile.text(file));
    if (expansion.hasTooManyFiles()) {
      throw refuse(what.toString(), "include " + name + ": the files include each other too often");
    }
    open.addLast(file);
    try {
      return ConfigFactory.parseFile(
              file.toFile(), context.parseOptions().setSyntax(ConfigSyntax.CONF))
          .root();
    } finally {
      open.removeLast();
    }
  }

  private boolean isInside(Path file) {
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file;
      return file.startsWith(folder) && (real.equals(file) || real.startsWith(folder.toRealPath()));
    } catch (IOException e) {
      return false;
    }
  }

  private String name(Path file) {
    String name = Problems.name(problems.home(), file);
    return name.isEmpty() ? "the installation folder" : name;
  }

  /**
   * Notes what is wrong with an include.
   *
   * @param what what stands behind the word, to find the line by: HOCON does not tell it
   */
  private Refused refuse(String what, String message) {
    problems.errorIn(open.getLast(), lineOf(what), message);
    return new Refused();
  }

  private int lineOf(String what) {
    try {
      List<String> lines = Files.readAllLines(open.getLast(), StandardCharsets.UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        int word = lines.get(i).indexOf("include");
        if (word >= 0 && lines.get(i).indexOf(what, word) > word) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      // Then the file as a whole is named.
    }
    return 0;
  }

  /** Ends the parsing; the problem is noted. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("refused", null, false, false);
    }
  }
}
