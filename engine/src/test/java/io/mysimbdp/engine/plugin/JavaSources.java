package io.mysimbdp.engine.plugin;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources in memory, against the class path of the test. */
final class JavaSources {

  /** Opens the JARs of the class path once, for all that is compiled; never closed. */
  private static final JavaFileManager PLATFORM =
      ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);

  private JavaSources() {}

  /**
   * Returns the class files by their paths in a JAR.
   *
   * @param sources by the names of their classes
   */
  static Map<String, byte[]> compile(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> units =
        sources.entrySet().stream().map(s -> new Source(s.getKey(), s.getValue())).toList();
    List<String> options =
        List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    StringWriter output = new StringWriter();
    // Not by several threads at a time: the file manager is not made for that.
    synchronized (PLATFORM) {
      ClassFiles files = new ClassFiles(PLATFORM);
      if (!compiler.getTask(output, files, null, options, null, units).call()) {
        throw new IllegalArgumentException("The sources do not compile:\n" + output);
      }
      return files.compiled();
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("mem:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile(String path) {
      super(URI.create("mem:///" + path), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class ClassFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ClassFile> files = new TreeMap<>();

    ClassFiles(JavaFileManager platform) {
      super(platform);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String path = className.replace('.', '/') + ".class";
      return files.computeIfAbsent(path, ClassFile::new);
    }

    Map<String, byte[]> compiled() {
      Map<String, byte[]> compiled = new TreeMap<>();
      files.forEach((path, file) -> compiled.put(path, file.bytes.toByteArray()));
      return compiled;
    }
  }
}
