package io.mysimbdp.spark.executor;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/** Gives executors a line to the driver that comes and goes with them. Made by Spark. */
public final class IngestPlugin implements SparkPlugin {

  private static volatile @Nullable DriverDesk desk;

  /** Answers what executors ask. */
  public interface DriverDesk {

    /** Hears that Spark begins, before it has executors. */
    void begin(SparkContext spark);

    /** Returns the answer to a message; null: there is none. */
    @Nullable Object answer(Message message);
  }

  /** Says who answers in this process; before there is a context. */
  public static void answerBy(DriverDesk now) {
    desk = now;
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        DriverDesk now = desk;
        if (now != null) {
          now.begin(spark);
        }
        return Map.of();
      }

      @Override
      public @Nullable Object receive(Object message) {
        DriverDesk now = desk;
        return now == null ? null : now.answer((Message) message);
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      private @Nullable ExecutorHost host;

      @Override
      public void init(PluginContext context, Map<String, String> extraConf) {
        host = ExecutorHost.start(context);
      }

      @Override
      public void shutdown() {
        ExecutorHost started = host;
        if (started != null) {
          started.close();
        }
      }
    };
  }
}
