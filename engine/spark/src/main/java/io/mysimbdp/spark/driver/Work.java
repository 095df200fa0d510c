package io.mysimbdp.spark.driver;

import io.mysimbdp.spark.Order;
import org.jspecify.annotations.Nullable;

/** One run that the engine has asked for. Guarded by its {@link Gateway}. */
final class Work {

  private final Order.Execute order;
  private @Nullable String executorId;
  private boolean over;
  private int attempts;

  Work(Order.Execute order) {
    this.order = order;
  }

  Order.Execute order() {
    return order;
  }

  String runId() {
    return order.runId();
  }

  /** Returns where it has begun; null: it has not. */
  @Nullable String executorId() {
    return executorId;
  }

  /** Lets it begin there, if it has not begun and is still to. */
  boolean begin(String where) {
    if (over || executorId != null) {
      return false;
    }
    executorId = where;
    return true;
  }

  boolean isOver() {
    return over;
  }

  /** Ends it; returns false when it was over. */
  boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /** Counts that it is given to Spark once more. */
  void attempt() {
    attempts++;
  }

  /** Returns how often it was given to Spark. */
  int attempts() {
    return attempts;
  }
}
