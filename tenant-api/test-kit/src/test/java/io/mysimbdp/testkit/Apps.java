package io.mysimbdp.testkit;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.Wrangler;
import io.mysimbdp.tenant.WranglingApp;
import java.util.function.Supplier;

/** Apps in a line each. */
final class Apps {

  static final String SCHEMA =
      "CREATE TABLE t (id int, name text, score double, PRIMARY KEY (id));"
          + " CREATE TABLE counts (id int PRIMARY KEY, n counter);";

  static final Table T = Table.of("t", "id", "name");

  private Apps() {}

  /** Returns an app that wrangles. */
  static Supplier<WranglingApp> wrangling(Wrangler wrangler) {
    return () ->
        new WranglingApp() {
          @Override
          public Outcome wrangle(InputRecord record) throws Exception {
            return wrangler.wrangle(record);
          }
        };
  }

  /** Returns an app that writes each record to {@link #T}. */
  static Supplier<WranglingApp> writing() {
    return wrangling(
        record -> Outcome.write(T.row(Integer.valueOf(record.get("id")), record.get("name"))));
  }

  /** Returns an app that does this with each record that it reads. */
  static Supplier<ClientBatchIngestApp> reading(Step step) {
    return () ->
        context -> {
          for (StagedFile file : context.files()) {
            try (RecordReader records = file.records()) {
              for (InputRecord record = records.next(); record != null; record = records.next()) {
                step.take(context, record);
              }
            }
          }
        };
  }

  /** Returns an app that does this. */
  static Supplier<ClientBatchIngestApp> doing(ClientBatchIngestApp app) {
    return () -> app;
  }

  /** What is done with a record. */
  @FunctionalInterface
  interface Step {
    void take(BatchContext context, InputRecord record) throws Exception;
  }
}
