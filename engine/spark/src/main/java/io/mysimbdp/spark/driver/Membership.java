package io.mysimbdp.spark.driver;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Hears from Spark which executors come and go. */
final class Membership extends SparkListener {

  private final Gateway gateway;

  private final Desk desk;
  private final Runnable ended;

  /**
   * Makes one.
   *
   * @param ended is called when Spark has stopped
   */
  Membership(Gateway gateway, Desk desk, Runnable ended) {
    this.gateway = gateway;
    this.desk = desk;
    this.ended = ended;
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    gateway.executorCame(
        added.executorId(), added.executorInfo().executorHost(), added.executorInfo().totalCores());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    desk.forget(removed.executorId());
    gateway.executorWent(removed.executorId(), removed.reason());
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    ended.run();
  }
}
