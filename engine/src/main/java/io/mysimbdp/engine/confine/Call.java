package io.mysimbdp.engine.confine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a tenant's class that is being checked. */
final class Call {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final String member;
  private final @Nullable Object[] arguments;

  /**
   * Makes a call.
   *
   * @param member what is called, for messages
   * @param arguments the receiver first, if there is one; changes to it change the call
   */
  Call(String member, @Nullable Object[] arguments) {
    this.member = member;
    this.arguments = arguments;
  }

  int size() {
    return arguments.length;
  }

  @Nullable Object argument(int index) {
    return arguments[index];
  }

  /** Puts another value in place of an argument: one that nobody else can change. */
  void replace(int index, Object value) {
    arguments[index] = value;
  }

  /**
   * Returns what the calling run may touch.
   *
   * @throws RefusedCallException when it belongs to no run
   */
  Territory territory() {
    RunThreads run = RunThreads.current();
    if (run != null) {
      return run.territory();
    }
    return caller()
        .flatMap(frame -> ((Confined) frame.getDeclaringClass().getClassLoader()).territory())
        .orElseThrow(() -> refused("which is refused on a thread that belongs to no run"));
  }

  /** Makes the refusal; says who calls what, and where. */
  RefusedCallException refused(String why) {
    return new RefusedCallException(
        caller().map(Call::place).orElse("the app") + " calls " + member + ", " + why);
  }

  /** Returns the loader of the calling class. */
  static Optional<ClassLoader> callingLoader() {
    return caller().map(frame -> frame.getDeclaringClass().getClassLoader());
  }

  private static Optional<StackWalker.StackFrame> caller() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> frame.getDeclaringClass().getClassLoader() instanceof Confined)
                .findFirst());
  }

  private static String place(StackWalker.StackFrame frame) {
    String place = frame.getClassName() + "." + frame.getMethodName();
    return frame.getFileName() != null && frame.getLineNumber() > 0
        ? place + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")"
        : place;
  }
}
