package io.mysimbdp.spark.driver;

import io.mysimbdp.spark.Order;
import io.mysimbdp.spark.Pipe;
import io.mysimbdp.spark.Report;
import io.mysimbdp.spark.executor.IngestPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The process that is a driver to Spark. Orders come in on standard input, reports go out on
 * standard output; it ends when there are no more orders.
 */
public final class DriverMain {

  private DriverMain() {}

  /** Serves one engine. */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = System.out;
    // Whatever else is printed is for people.
    System.setOut(new PrintStream(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
    Pipe<Order, Report> engine = new Pipe<>(System.in, out, Order.class);
    if (!(engine.hear() instanceof Order.Start start)) {
      throw new IOException("Expected to be told how to begin");
    }
    int status = serve(start, engine, report -> say(engine, report));
    // Spark may have threads left that are no daemons, and an engine that is gone waits for
    // nothing.
    Runtime.getRuntime().halt(status);
  }

  private static int serve(Order.Start start, Pipe<Order, Report> engine, Consumer<Report> reports)
      throws IOException {
    Desk desk = new Desk(start.settings(), reports);
    IngestPlugin.answerBy(desk);
    JavaSparkContext spark;
    try {
      spark = new JavaSparkContext(conf(start));
    } catch (RuntimeException | ExceptionInInitializerError e) {
      reports.accept(new Report.Broken("Spark does not start: " + e.getMessage()));
      return 1;
    }
    try (Gateway gateway = desk.gateway()) {
      reports.accept(
          new Report.Ready(spark.sc().applicationId(), spark.sc().uiWebUrl().getOrElse(() -> "")));
      for (Order order = engine.hear(); order != null; order = engine.hear()) {
        if (order instanceof Order.Execute execute) {
          gateway.execute(execute);
        } else if (order instanceof Order.Cancel cancel) {
          gateway.cancel(cancel.runId());
        } else if (order instanceof Order.Notice notice) {
          desk.note(notice);
        }
      }
      return 0;
    }
  }

  private static SparkConf conf(Order.Start start) {
    SparkConf conf = new SparkConf(false).setMaster(start.master());
    start.conf().forEach(conf::set);
    return conf;
  }

  private static void say(Pipe<Order, Report> engine, Report report) {
    try {
      engine.say(report);
    } catch (IOException e) {
      // The engine is gone, and nobody is left who would commit anything.
      Runtime.getRuntime().halt(1);
    }
  }
}
