package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The JAR that was built against the first version of the tenant API, and its sources. */
final class FirstVersion {

  private static final Path FOLDER = Path.of("src/test/resources/compatibility");
  private static final Path SOURCES = FOLDER.resolve("first-1.0.0");

  static final Path JAR = FOLDER.resolve("first-1.0.0.jar");

  /** Its surface, as it was. */
  static final Path SURFACE = Path.of("../tenant-api/src/test/resources/spi-surface-1.0.0.txt");

  private FirstVersion() {}

  static String sha256() throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(JAR)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the SHA-256 that was noted when it was made. */
  static String notedSha256() throws IOException {
    return Files.readString(FOLDER.resolve("first-1.0.0.jar.sha256")).strip();
  }

  /** Compiles its sources against the API as it is now; returns the class files by their paths. */
  static Map<String, byte[]> compiledNow() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(SOURCES.resolve("first"))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        sources.put("first." + name, Files.readString(file));
      }
    }
    return PluginJar.compiled(sources);
  }

  /** Returns the methods that its classes call, implement or refer to, without their types. */
  static Set<String> methodsUsed() throws IOException {
    Set<String> used = new HashSet<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          new ClassReader(in.readAllBytes()).accept(new Uses(used), 0);
        }
      }
    }
    return used;
  }

  /** Returns the classes of the API, and their methods, as {@code Type.method} each. */
  static List<String> methodsPromised() throws IOException {
    List<String> promised = new java.util.ArrayList<>();
    String type = "";
    for (String line : Files.readAllLines(SURFACE)) {
      int end = line.indexOf('(');
      if (!line.startsWith("  ")) {
        type = line.replaceFirst("^.*?io\\.mysimbdp\\.tenant\\.(\\S+).*", "$1");
      } else if (end > 0) {
        String method = line.substring(line.lastIndexOf(' ', end) + 1, end);
        promised.add(type + "." + (method.equals("new") ? "<init>" : method));
      }
    }
    return promised;
  }

  /** Collects what a class uses of the API. */
  private static final class Uses extends ClassVisitor {

    private static final String API = "io/mysimbdp/tenant/";

    private final Set<String> used;
    private List<String> above = List.of();

    Uses(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      above =
          Stream.concat(
                  Stream.ofNullable(superName),
                  interfaces == null ? Stream.empty() : Stream.of(interfaces))
              .toList();
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      above.forEach(type -> note(type, name));
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          note(owner, called);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          String made = type.substring(type.indexOf(")L") + 2).replace(";", "");
          note(made, called);
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              note(handle.getOwner(), handle.getName());
            }
          }
        }
      };
    }

    private void note(String owner, String method) {
      if (owner.startsWith(API)) {
        used.add(owner.substring(API.length()) + "." + method);
      }
    }
  }
}
