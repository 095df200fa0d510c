package io.mysimbdp.engine.confine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Rewrites one method. */
final class MethodRewriter {

  private static final String CHECKPOINT = Type.getInternalName(Checkpoint.class);

  private final ClassNode owner;
  private final MethodNode method;
  private final MemberLookup lookup;
  private final List<MethodNode> made = new ArrayList<>();

  MethodRewriter(ClassNode owner, MethodNode method, MemberLookup lookup) {
    this.owner = owner;
    this.method = method;
    this.lookup = lookup;
  }

  /** Rewrites, and returns the methods to add to the class, which are not rewritten yet. */
  List<MethodNode> rewrite() {
    Set<LabelNode> passed = new HashSet<>();
    List<AbstractInsnNode> nodes = List.of(method.instructions.toArray());
    if (!nodes.isEmpty() && !method.name.startsWith("<")) {
      // A recursion is a loop, too, and so is what the JDK calls again and again.
      method.instructions.insert(checkpoint("pass", "()V"));
    }
    for (AbstractInsnNode node : nodes) {
      if (node instanceof LabelNode label) {
        passed.add(label);
      } else if (node instanceof MethodInsnNode call) {
        rewriteCall(call);
      } else if (node instanceof FieldInsnNode field) {
        rewriteField(field);
      } else if (node instanceof InvokeDynamicInsnNode dynamic) {
        dynamic.bsm = replaced(dynamic.bsm);
        replaceConstants(dynamic.bsmArgs);
      } else if (node instanceof LdcInsnNode constant) {
        constant.cst = replacedConstant(constant.cst);
      } else if (node.getOpcode() == Opcodes.MONITORENTER) {
        method.instructions.insertBefore(node, new InsnNode(Opcodes.DUP));
        method.instructions.insertBefore(node, checkpoint("lock", "(Ljava/lang/Object;)V"));
      } else if (jumpsBack(node, passed)) {
        method.instructions.insertBefore(node, checkpoint("pass", "()V"));
      }
    }
    return made;
  }

  private static boolean jumpsBack(AbstractInsnNode node, Set<LabelNode> passed) {
    if (node instanceof JumpInsnNode jump) {
      return passed.contains(jump.label);
    }
    if (node instanceof TableSwitchInsnNode table) {
      return passed.contains(table.dflt) || table.labels.stream().anyMatch(passed::contains);
    }
    if (node instanceof LookupSwitchInsnNode switches) {
      return passed.contains(switches.dflt) || switches.labels.stream().anyMatch(passed::contains);
    }
    return false;
  }

  private void rewriteCall(MethodInsnNode call) {
    Optional<RuleTable.Found> found = lookup.find(call.owner, call.name, call.desc);
    if (found.isEmpty()) {
      return;
    }
    Rule rule = found.get().rule();
    if (rule instanceof Rule.Refuse) {
      refuse(call, found.get());
    } else if (rule instanceof Rule.Screen) {
      method.instructions.insertBefore(call, screening(call, found.get()));
    } else if (rule instanceof Rule.Swap swap) {
      method.instructions.set(
          call, checkpoint(swap.method(), descriptorWithReceiver(call, found.get())));
    } else if (rule instanceof Rule.Filter filter) {
      Type result = Type.getReturnType(call.desc);
      method.instructions.insert(
          call, checkpoint(filter.method(), Type.getMethodDescriptor(result, result)));
    }
  }

  /** The call stays behind what throws before it: the verifier need not be told anything new. */
  private void refuse(AbstractInsnNode node, RuleTable.Found found) {
    InsnList before = new InsnList();
    before.add(Insns.number(found.number()));
    before.add(checkpoint("refuse", "(I)V"));
    method.instructions.insertBefore(node, before);
  }

  private InsnList screening(MethodInsnNode call, RuleTable.Found found) {
    List<Type> operands = new ArrayList<>();
    if (call.getOpcode() != Opcodes.INVOKESTATIC && !call.name.equals("<init>")) {
      // A call of super must stay one of this very class.
      operands.add(
          Type.getObjectType(call.getOpcode() == Opcodes.INVOKESPECIAL ? owner.name : call.owner));
    }
    operands.addAll(List.of(Type.getArgumentTypes(call.desc)));
    // Behind all locals, and not in use where the verifier merges paths.
    int array = method.maxLocals;
    InsnList before = Insns.intoArray(operands, array);
    before.add(Insns.number(found.number()));
    before.add(Insns.load(array));
    before.add(checkpoint("screen", "(I[Ljava/lang/Object;)V"));
    before.add(Insns.outOfArray(operands, array));
    return before;
  }

  private static String descriptorWithReceiver(MethodInsnNode call, RuleTable.Found found) {
    if (call.getOpcode() == Opcodes.INVOKESTATIC) {
      return call.desc;
    }
    // The class that has the rule: a subclass of it is on the stack where the call names one.
    return Insns.withReceiver(found.owner().replace('.', '/'), call.desc);
  }

  private void rewriteField(FieldInsnNode field) {
    Optional<RuleTable.Found> found = lookup.find(field.owner, field.name, "");
    if (found.isEmpty()) {
      return;
    }
    if (found.get().rule() instanceof Rule.Swap swap && field.getOpcode() == Opcodes.GETSTATIC) {
      method.instructions.set(field, checkpoint(swap.method(), "()" + field.desc));
    } else if (found.get().rule() instanceof Rule.Refuse) {
      refuse(field, found.get());
    }
  }

  private void replaceConstants(Object[] constants) {
    for (int i = 0; i < constants.length; i++) {
      constants[i] = replacedConstant(constants[i]);
    }
  }

  private Object replacedConstant(Object constant) {
    if (constant instanceof Handle handle) {
      return replaced(handle);
    }
    if (constant instanceof ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = replacedConstant(dynamic.getBootstrapMethodArgument(i));
      }
      return new ConstantDynamic(
          dynamic.getName(),
          dynamic.getDescriptor(),
          replaced(dynamic.getBootstrapMethod()),
          arguments);
    }
    return constant;
  }

  /** Returns, for a handle of a member with a rule, one of a method that calls the member. */
  private Handle replaced(Handle handle) {
    if (lookup.find(handle.getOwner(), handle.getName(), memberDescriptor(handle)).isEmpty()) {
      return handle;
    }
    MethodNode stand =
        StandIns.of(
            handle,
            "mysimbdp$"
                + method.name.replaceAll("[<>]", "")
                + "$"
                + Integer.toHexString(method.desc.hashCode())
                + "$"
                + made.size());
    made.add(stand);
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        owner.name,
        stand.name,
        stand.desc,
        (owner.access & Opcodes.ACC_INTERFACE) != 0);
  }

  private static String memberDescriptor(Handle handle) {
    return handle.getTag() <= Opcodes.H_PUTSTATIC ? "" : handle.getDesc();
  }

  private static MethodInsnNode checkpoint(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, CHECKPOINT, name, descriptor, false);
  }
}
