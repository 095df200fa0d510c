package first;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.WranglingApp;

/** Does with the contract whatever can be done with it; its settings say in which way. */
public final class First implements ClientBatchIngestApp {

  private ClientBatchIngestApp way;

  @Override
  public void ingest(BatchContext context) throws Exception {
    String name = context.settings().getString("way");
    switch (name) {
      case "contract" -> way = new Contract();
      case "wrangle" -> {
        WranglingApp readings = new Readings();
        way = readings::ingest;
      }
      case "until-cancelled" -> way = First::untilCancelled;
      case "skip-all" -> way = batch -> batch.wrangle(record -> Outcome.skip("seen"));
      default -> throw new IllegalArgumentException("way = " + name);
    }
    way.ingest(context);
  }

  @Override
  public void close() throws Exception {
    way.close();
  }

  private static void untilCancelled(BatchContext context) throws Exception {
    for (StagedFile file : context.files()) {
      try (RecordReader records = file.records()) {
        for (InputRecord record = records.next(); record != null; record = records.next()) {
          context.rejects().skip(record, "seen");
          if (context.isCancelled()) {
            context.progress("cancelled");
            return;
          }
        }
      }
    }
  }
}
