package io.mysimbdp.engine.confine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites the classes of one JAR as they are defined, so that the calls that have a rule go
 * through a {@link Checkpoint}. Safe for all threads.
 */
public final class ClassRewriter {

  private final MemberLookup lookup;

  /**
   * Makes a rewriter.
   *
   * @param jar gives a class file of the JAR by the name of its class, with slashes; null: none
   * @param shared finds the classes that are not in the JAR
   */
  public ClassRewriter(Function<String, byte @Nullable []> jar, ClassLoader shared) {
    this.lookup = new MemberLookup(new JarShapes(jar), shared);
  }

  /**
   * Rewrites a class. One that this JVM refuses anyway is returned as it is.
   *
   * @throws ClassFormatError when it cannot be read, and so not be checked
   */
  public byte[] rewrite(byte[] classFile) {
    if (!isForThisJvm(classFile)) {
      return classFile;
    }
    try {
      ClassNode node = new ClassNode();
      new ClassReader(classFile).accept(node, 0);
      List<MethodNode> all = new ArrayList<>(node.methods);
      for (int i = 0; i < all.size(); i++) {
        MethodNode method = all.get(i);
        disableFinalizer(method);
        // A method that stands for a handle is a method like the others.
        all.addAll(new MethodRewriter(node, method, lookup).rewrite());
      }
      node.methods = all;
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      node.accept(writer);
      return writer.toByteArray();
    } catch (RuntimeException e) {
      ClassFormatError error = new ClassFormatError("it cannot be checked: " + e);
      error.initCause(e);
      throw error;
    }
  }

  /** By JVMS 4.1: the magic number, then the minor and the major version. */
  private static boolean isForThisJvm(byte[] classFile) {
    return classFile.length >= 8
        && ByteBuffer.wrap(classFile).getInt() == 0xCAFEBABE
        && ByteBuffer.wrap(classFile).getShort(6) <= Runtime.version().feature() + 44;
  }

  /** The JVM has one thread for all finalizers: one that hangs would stop those of the others. */
  private static void disableFinalizer(MethodNode method) {
    if (method.name.equals("finalize")
        && method.desc.equals("()V")
        && (method.access & Opcodes.ACC_STATIC) == 0) {
      method.name = "finalize$disabled";
    }
  }
}
