package io.mysimbdp.engine.confine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The classes of a JAR as far as finding out needs them whether a member is the JAR's own or
 * inherited from the JDK. Read, not loaded: to load the class that a class calls before that class
 * itself is defined would change when what is initialised. Safe for all threads.
 */
final class JarShapes {

  /**
   * A class.
   *
   * @param parents names of the superclass, if any, and of the interfaces, with slashes
   * @param members names and descriptors of its methods
   */
  record Shape(List<String> parents, Set<String> members) {}

  private final Function<String, byte @Nullable []> bytes;
  private final Map<String, Optional<Shape>> known = new ConcurrentHashMap<>();

  /**
   * Makes the shapes of a JAR.
   *
   * @param bytes gives a class file by the name of its class, with slashes; null: not in the JAR
   */
  JarShapes(Function<String, byte @Nullable []> bytes) {
    this.bytes = bytes;
  }

  /** Returns a class of the JAR; empty when it is none. */
  Optional<Shape> find(String name) {
    Optional<Shape> shape = known.get(name);
    if (shape == null) {
      byte[] file = bytes.apply(name);
      shape = file == null ? Optional.empty() : Optional.of(read(file));
      known.put(name, shape);
    }
    return shape;
  }

  private static Shape read(byte[] file) {
    ClassReader reader = new ClassReader(file);
    Set<String> members = new HashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            members.add(name + descriptor);
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Set<String> parents = new HashSet<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      parents.add(reader.getSuperName());
    }
    return new Shape(List.copyOf(parents), Set.copyOf(members));
  }
}
