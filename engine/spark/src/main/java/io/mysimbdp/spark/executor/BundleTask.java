package io.mysimbdp.spark.executor;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.Function;

/** Executes a bundle, one run after the other. */
public final class BundleTask implements Function<Bundle, List<Message.Done>> {

  @Serial private static final long serialVersionUID = 1;

  @Override
  public List<Message.Done> call(Bundle bundle) {
    ExecutorHost host = ExecutorHost.current();
    List<Message.Done> done = new ArrayList<>();
    for (Bundle.Entry entry : bundle.entries()) {
      host.execute(entry).ifPresent(done::add);
    }
    return done;
  }
}
