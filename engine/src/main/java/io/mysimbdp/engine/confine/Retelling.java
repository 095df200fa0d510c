package io.mysimbdp.engine.confine;

import io.mysimbdp.engine.failure.RetoldException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Says in words for a tenant's developer what the JVM says about a class that does not load. */
public final class Retelling {

  private static final String ENGINE = "io.mysimbdp.engine.";
  private static final int CLASS_FILE_VERSION_OF_JAVA_1 = 44;
  private static final Pattern TOO_NEW =
      Pattern.compile("(\\S+) has been compiled by .* \\(class file version (\\d+)\\.\\d+\\).*");

  private static final Pattern FIRST_FAILURE =
      Pattern.compile("Exception (.*) \\[in thread \".*\"]");

  private Retelling() {}

  /** Returns a part of a sentence. Never throws, whatever the throwable of the tenant does. */
  public static String of(Throwable thrown) {
    String message = message(thrown);
    if (thrown instanceof UnsupportedClassVersionError) {
      return tooNew(message);
    }
    if (thrown instanceof NoClassDefFoundError && message.startsWith("Could not initialize")) {
      return message.replaceFirst("^Could", "could") + earlier(thrown.getCause());
    }
    if (thrown instanceof NoClassDefFoundError && !message.contains(" ")) {
      return missing(message);
    }
    if (thrown instanceof ClassNotFoundException && !message.contains(" ")) {
      return missing(message);
    }
    if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
      return "its static initialiser threw " + plain(thrown.getCause());
    }
    if (thrown instanceof NoSuchMethodError || thrown instanceof NoSuchFieldError) {
      return "there is no "
          + message
          + ": the JAR holds, or the engine brings, another version of that library than the app"
          + " was compiled against";
    }
    if (thrown instanceof ZipException && !message.isEmpty()) {
      return message;
    }
    return plain(thrown);
  }

  /** The JVM keeps of the first failure no more than its text. */
  private static String earlier(@Nullable Throwable first) {
    Matcher told = FIRST_FAILURE.matcher(first == null ? "" : message(first));
    return told.matches()
        ? ": its static initialiser threw " + told.group(1) + " at an earlier attempt"
        : ", because an earlier attempt failed";
  }

  private static String missing(String path) {
    String className = path.replace('/', '.');
    if (SharedPackages.holdClass(className)) {
      return "class "
          + className
          + " is not in the version that the engine provides: build against that one";
    }
    return "class "
        + className
        + (className.startsWith(ENGINE)
            ? " is the engine's own, which no app sees: use what tenant-api offers"
            : " is missing: shade the library that holds it into the JAR");
  }

  private static String tooNew(String message) {
    Matcher matcher = TOO_NEW.matcher(message);
    if (!matcher.matches()) {
      return message;
    }
    return "class "
        + matcher.group(1).replace('/', '.')
        + " is compiled for Java "
        + (Integer.parseInt(matcher.group(2)) - CLASS_FILE_VERSION_OF_JAVA_1)
        + "; the engine runs on Java "
        + Runtime.version().feature()
        + ": compile with --release "
        + Runtime.version().feature();
  }

  private static String plain(Throwable thrown) {
    String message = message(thrown);
    String name = thrown.getClass().getName();
    return message.isEmpty() ? name : name + ": " + message;
  }

  private static String message(Throwable thrown) {
    return RetoldException.messageOf(thrown).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
