package io.mysimbdp.engine.confine;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Makes methods that do what a method handle in a class file does. */
final class StandIns {

  private StandIns() {}

  /**
   * Makes a private static method of the same effect, its parameters those of the handle.
   *
   * @throws IllegalArgumentException for handles that no compiler makes of members with a rule
   */
  static MethodNode of(Handle handle, String name) {
    String owner = handle.getOwner();
    String descriptor = handle.getDesc();
    return switch (handle.getTag()) {
      case Opcodes.H_INVOKESTATIC -> method(name, descriptor, call(handle, Opcodes.INVOKESTATIC));
      case Opcodes.H_INVOKEVIRTUAL ->
          method(name, Insns.withReceiver(owner, descriptor), call(handle, Opcodes.INVOKEVIRTUAL));
      case Opcodes.H_INVOKEINTERFACE ->
          method(
              name, Insns.withReceiver(owner, descriptor), call(handle, Opcodes.INVOKEINTERFACE));
      case Opcodes.H_NEWINVOKESPECIAL -> constructor(handle, name);
      case Opcodes.H_GETSTATIC -> {
        InsnList code = new InsnList();
        code.add(new FieldInsnNode(Opcodes.GETSTATIC, owner, handle.getName(), descriptor));
        yield method(name, "()" + descriptor, code);
      }
      default -> throw new IllegalArgumentException("the handle " + handle);
    };
  }

  private static InsnList call(Handle handle, int opcode) {
    InsnList code = new InsnList();
    code.add(
        new MethodInsnNode(
            opcode, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface()));
    return code;
  }

  private static MethodNode constructor(Handle handle, String name) {
    Type made = Type.getObjectType(handle.getOwner());
    String descriptor = Type.getMethodDescriptor(made, Type.getArgumentTypes(handle.getDesc()));
    MethodNode method = method(name, descriptor, call(handle, Opcodes.INVOKESPECIAL));
    InsnList before = new InsnList();
    before.add(new TypeInsnNode(Opcodes.NEW, handle.getOwner()));
    before.add(new InsnNode(Opcodes.DUP));
    method.instructions.insert(before);
    return method;
  }

  private static MethodNode method(String name, String descriptor, InsnList code) {
    MethodNode method =
        new MethodNode(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            name,
            descriptor,
            null,
            null);
    int local = 0;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      method.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), local));
      local += parameter.getSize();
    }
    method.maxLocals = local;
    method.instructions.add(code);
    method.instructions.add(
        new InsnNode(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN)));
    return method;
  }
}
