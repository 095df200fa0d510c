package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.parser.ConfigDocument;
import com.typesafe.config.parser.ConfigDocumentFactory;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Edits {@code conf/engine.conf} as its owner would: what is not meant stays as it is, comments and
 * layout among it. What this cannot do safely it refuses, with the line to be edited by hand.
 * Nothing is written before {@link #write}. For one thread.
 */
public final class EngineConfFile {

  private static final String TENANTS = "tenants";
  private static final String SUSPENDED = "suspended";
  private static final String PLAN_OF = "plan-of";
  private static final String GRANTS = "grants";

  /** Put in the place of a value to find out where the value is. */
  private static final String MARK = "\"mysimbdp: the value is here\"";

  private final Path home;
  private final Path file;
  private final Map<String, String> environment;
  private final String original;
  private final Installation before;
  private final Config config;
  private final List<TextChange> changes = new ArrayList<>();
  private final List<String> tenants;
  private final Set<String> suspended;
  private @Nullable String newTenant;
  private @Nullable String newPlan;
  private String text;

  private EngineConfFile(
      Installation before, Map<String, String> environment, Path file, String text, Config config) {
    this.home = before.home();
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.original = text;
    this.text = text;
    this.before = before;
    this.config = config;
    this.tenants = new ArrayList<>(before.engine().tenants());
    this.suspended = new LinkedHashSet<>(before.engine().suspended());
  }

  /**
   * Reads the file, and the whole installation with it.
   *
   * @param home the installation folder
   * @param environment as in {@link Installation#load}
   * @throws ConfigException when the configuration is wrong already, or the file is a symbolic link
   */
  public static EngineConfFile read(Path home, Map<String, String> environment) {
    Path root = home.toAbsolutePath().normalize();
    Path file = ConfigFile.ofEngine(root);
    Installation before = Installation.load(root, environment);
    Problems problems = new Problems(root, file);
    if (Files.isSymbolicLink(file)) {
      problems.errorAtLine(
          0, "expected a file to edit, got a symbolic link; edit what it leads to by hand");
      throw new ConfigException(problems.errors());
    }
    Config config = ConfigFile.readEngine(file, root, environment, new LinkedHashSet<>(), problems);
    try {
      return new EngineConfFile(before, environment, file, Files.readString(file), config);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot read " + file + ": " + e, e);
    }
  }

  /** Returns what is wrong with a tenant's id; null: nothing. */
  public static @Nullable String idProblem(String id) {
    return Names.tenantProblem(id);
  }

  /** Returns what is wrong with the name of a keyspace; null: nothing. */
  public static @Nullable String keyspaceProblem(String name) {
    return Names.keyspaceProblem(name);
  }

  /** Returns the installation as it was when the file was read. */
  public Installation before() {
    return before;
  }

  /** Returns the names of the plans, sorted. */
  public List<String> plans() {
    return config.getObject("plans").keySet().stream().sorted().toList();
  }

  /**
   * Returns the settings that the file has for a tenant beside its registration, each with its
   * place, as in {@code plan-of.toys (conf/engine.conf:12)}; empty when there are none.
   */
  public List<String> settingsOf(String id) {
    return List.of(PLAN_OF + "." + id, GRANTS + "." + id).stream()
        .filter(path -> KeyPath.find(config, path) != null)
        .map(path -> path + " (" + place(path) + ")")
        .toList();
  }

  /** Returns where a tenant is registered, as file and line; the file alone when nobody knows. */
  public String placeOf(String id) {
    int index = before.engine().tenants().indexOf(id);
    return index < 0
        ? Problems.name(home, file)
        : new Problems(home, file).place(config.getList(TENANTS).get(index).origin());
  }

  /**
   * Registers a tenant, as the last one.
   *
   * @param plan the plan it is on; null: nothing is said about that
   * @throws ConfigException when the file cannot be edited safely; it says where to do it by hand
   */
  public void register(String id, @Nullable String plan) {
    editList(TENANTS, "add " + id + " to", list -> list.with(id, newLine()));
    tenants.add(id);
    newTenant = id;
    newPlan = plan;
    if (plan != null) {
      setPlan(id, plan);
    }
  }

  /**
   * Takes a tenant out of {@code tenants} and {@code suspended}.
   *
   * @param purgeSettings whether {@code plan-of} and {@code grants} of it go as well
   * @throws ConfigException when the file cannot be edited safely; it says where to do it by hand
   */
  public void unregister(String id, boolean purgeSettings) {
    editList(TENANTS, "take " + id + " out of", list -> list.without(id));
    tenants.remove(id);
    if (suspended.remove(id)) {
      editList(SUSPENDED, "take " + id + " out of", list -> list.without(id));
    }
    if (purgeSettings) {
      for (String path : List.of(PLAN_OF + "." + id, GRANTS + "." + id)) {
        if (KeyPath.find(config, path) != null) {
          change(document().withoutPath(path).render());
        }
      }
    }
  }

  /** Returns what is changed, in the order in which it was; unmodifiable. */
  public List<TextChange> changes() {
    return List.copyOf(changes);
  }

  /**
   * Loads the changed configuration without keeping it. A new tenant that has no folder yet is not
   * looked at.
   *
   * @throws ConfigException when it would be wrong, or would say something else than what is meant
   */
  public void check() {
    ConfigEdit edit = new ConfigEdit(file, original, text);
    edit.tryOut(this::load);
  }

  /**
   * Writes the changed file in one step, after it was loaded: whoever reads it finds the old one or
   * the new one, with the same rights. A new tenant must be one that can be served.
   *
   * @param accept looks at the profile of a new tenant, and may refuse it by an exception
   * @return the new configuration, in which places name a temporary file
   * @throws ConfigException as {@link #check}
   * @throws EngineException DISK when it cannot be written; CONFIG_INVALID when somebody else has
   *     changed the file meanwhile
   */
  public Installation write(Consumer<TenantProfile> accept) {
    return new ConfigEdit(file, original, text)
        .write(
            changed -> {
              Installation after = load(changed);
              checkNewTenant(after, changed, accept);
              return after;
            });
  }

  private Installation load(Path changed) {
    Installation after;
    try {
      after = Installation.load(home, environment, changed);
    } catch (ConfigException e) {
      throw renamed(e.problems(), changed);
    }
    if (!after.engine().tenants().equals(tenants)) {
      throw byHand(TENANTS, "change");
    }
    if (!after.engine().suspended().equals(suspended)) {
      throw byHand(SUSPENDED, "change");
    }
    ConfigDrift.find(before, after, newTenant)
        .ifPresent(
            key -> {
              throw byHand(
                  key.startsWith(PLAN_OF) || key.startsWith(GRANTS) ? key : TENANTS,
                  "change, without changing " + key + " as well,");
            });
    return after;
  }

  private void checkNewTenant(Installation after, Path changed, Consumer<TenantProfile> accept) {
    for (Registration registration : after.registrations()) {
      if (registration.tenantId().equals(newTenant)) {
        TenantProfile profile = registration.profile();
        if (profile == null) {
          throw renamed(registration.problems(), changed);
        }
        if (newPlan != null && !newPlan.equals(profile.plan())) {
          throw byHand(PLAN_OF, "add " + newTenant + " = " + newPlan + " to");
        }
        accept.accept(profile);
      }
    }
  }

  /** Problems of the file that is tried out are problems of the one that it will be. */
  private ConfigException renamed(List<Problem> problems, Path changed) {
    String name = Problems.name(home, changed);
    return new ConfigException(
        problems.stream()
            .map(
                each ->
                    each.file().equals(name)
                        ? new Problem(
                            Problems.name(home, file), each.line(), each.key(), each.message())
                        : each)
            .toList());
  }

  private void setPlan(String id, String plan) {
    String path = PLAN_OF + "." + id;
    String entry = plan.matches("null|true|false|include") ? '"' + plan + '"' : plan;
    ConfigDocument document = document();
    boolean isNewBlock = !document.hasPath(PLAN_OF);
    String marked =
        (isNewBlock ? document.withValueText(PLAN_OF, MARK) : document.withValueText(path, MARK))
            .render();
    String value = isNewBlock ? "{ " + id + " = " + entry + " }" : entry;
    change(put(marked, value));
  }

  /** Puts a value where the mark is; HOCON itself would write {@code a : b}. */
  private static String put(String marked, String value) {
    String head = marked.substring(0, marked.indexOf(MARK));
    String tail = marked.substring(head.length() + MARK.length());
    boolean isHocons = head.endsWith(" : ");
    return (isHocons ? head.substring(0, head.length() - 3) + " = " : head) + value + tail;
  }

  private void editList(String key, String verb, Edit edit) {
    ConfigValue value = config.getValue(key);
    if (value.origin().resource() != null) {
      change(put(document().withValueText(key, MARK).render(), edited(key, verb, "[]", edit)));
      return;
    }
    if (!place(key).startsWith(Problems.name(home, file) + ":")) {
      throw byHand(key, verb);
    }
    String marked = ConfigDocumentFactory.parseString(text).withValueText(key, MARK).render();
    int at = marked.indexOf(MARK);
    String head = marked.substring(0, at);
    String tail = marked.substring(at + MARK.length());
    boolean isOnlyOne =
        text.startsWith(head)
            && text.endsWith(tail)
            && head.length() + tail.length() < text.length();
    if (!isOnlyOne || head.stripTrailing().endsWith("+=")) {
      throw byHand(key, verb);
    }
    String list = text.substring(head.length(), text.length() - tail.length());
    change(head + edited(key, verb, list, edit) + tail);
  }

  private String edited(String key, String verb, String list, Edit edit) {
    try {
      return edit.of(ListText.of(list));
    } catch (Unfit e) {
      throw byHand(key, verb);
    }
  }

  private void change(String changed) {
    TextChange change = TextChange.between(text, changed);
    changes.add(change);
    text = change.text();
  }

  private ConfigDocument document() {
    // What is appended behind a last line without an end would be appended to its comment.
    return ConfigDocumentFactory.parseString(
        text.isEmpty() || text.endsWith("\n") ? text : text + newLine());
  }

  private String newLine() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private String place(String path) {
    ConfigValue value = KeyPath.find(config, path);
    return value == null
        ? Problems.name(home, file)
        : new Problems(home, file).place(value.origin());
  }

  /** Returns the refusal to do what is better done by hand, at the place of a key. */
  private ConfigException byHand(String key, String verb) {
    String message =
        "cannot be edited without the risk of changing something else: expected one plain list or"
            + " block in conf/engine.conf, set once; "
            + verb
            + " it by hand";
    Problems problems = new Problems(home, file);
    ConfigValue value = KeyPath.find(config, key);
    ConfigOrigin origin = value == null ? null : value.origin();
    problems.error(origin, key, message);
    // HOCON does not always tell the line of what it has joined.
    return new ConfigException(
        problems.errors().stream()
            .map(
                each ->
                    each.line() > 0
                        ? each
                        : new Problem(each.file(), lineOf(key), each.key(), each.message()))
            .toList());
  }

  /** Returns the first line that begins with a key; 0 when none does. */
  private int lineOf(String key) {
    Pattern start = Pattern.compile("\\s*\"?" + Pattern.quote(key) + "\"?\\s*[+=:\\[{].*");
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (start.matcher(lines.get(i)).matches()) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Makes a new list of an old one. */
  private interface Edit {
    String of(ListText list);
  }
}
