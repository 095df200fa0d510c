package io.mysimbdp.engine.confine;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Short sequences of instructions. */
final class Insns {

  private static final Type OBJECT = Type.getType(Object.class);

  private Insns() {}

  static AbstractInsnNode number(int value) {
    return value >= Short.MIN_VALUE && value <= Short.MAX_VALUE
        ? new IntInsnNode(Opcodes.SIPUSH, value)
        : new LdcInsnNode(value);
  }

  static AbstractInsnNode load(int local) {
    return new VarInsnNode(Opcodes.ALOAD, local);
  }

  /** Returns the descriptor of a static method that takes the receiver as well. */
  static String withReceiver(String owner, String descriptor) {
    Type[] parameters = Type.getArgumentTypes(descriptor);
    Type[] all = new Type[parameters.length + 1];
    all[0] = Type.getObjectType(owner);
    System.arraycopy(parameters, 0, all, 1, parameters.length);
    return Type.getMethodDescriptor(Type.getReturnType(descriptor), all);
  }

  /** Takes the operands from the stack into a new array, which it leaves in a local variable. */
  static InsnList intoArray(List<Type> operands, int local) {
    InsnList code = new InsnList();
    code.add(number(operands.size()));
    code.add(new TypeInsnNode(Opcodes.ANEWARRAY, OBJECT.getInternalName()));
    code.add(new VarInsnNode(Opcodes.ASTORE, local));
    for (int i = operands.size() - 1; i >= 0; i--) {
      box(code, operands.get(i));
      code.add(load(local));
      code.add(new InsnNode(Opcodes.SWAP));
      code.add(number(i));
      code.add(new InsnNode(Opcodes.SWAP));
      code.add(new InsnNode(Opcodes.AASTORE));
    }
    return code;
  }

  /** Puts the operands back onto the stack. */
  static InsnList outOfArray(List<Type> operands, int local) {
    InsnList code = new InsnList();
    for (int i = 0; i < operands.size(); i++) {
      code.add(load(local));
      code.add(number(i));
      code.add(new InsnNode(Opcodes.AALOAD));
      unbox(code, operands.get(i));
    }
    return code;
  }

  private static void box(InsnList code, Type type) {
    if (isPrimitive(type)) {
      Type box = boxOf(type);
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              box.getInternalName(),
              "valueOf",
              Type.getMethodDescriptor(box, type),
              false));
    }
  }

  private static void unbox(InsnList code, Type type) {
    Type box = isPrimitive(type) ? boxOf(type) : type;
    if (!box.equals(OBJECT)) {
      code.add(new TypeInsnNode(Opcodes.CHECKCAST, box.getInternalName()));
    }
    if (isPrimitive(type)) {
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKEVIRTUAL,
              box.getInternalName(),
              type.getClassName() + "Value",
              Type.getMethodDescriptor(type),
              false));
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static Type boxOf(Type type) {
    return Type.getType(
        switch (type.getSort()) {
          case Type.BOOLEAN -> Boolean.class;
          case Type.BYTE -> Byte.class;
          case Type.CHAR -> Character.class;
          case Type.SHORT -> Short.class;
          case Type.INT -> Integer.class;
          case Type.LONG -> Long.class;
          case Type.FLOAT -> Float.class;
          case Type.DOUBLE -> Double.class;
          default -> throw new IllegalArgumentException(type.toString());
        });
  }
}
