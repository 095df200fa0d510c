package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.machine.ProcessId;
import io.mysimbdp.engine.spark.ClusterStatus;
import java.util.Optional;

/** How a Spark cluster on this machine stands, for people and for programs. */
final class SparkText {

  private SparkText() {}

  /** Returns where it runs and how large it is, without a verb. */
  static String sentence(ClusterStatus status) {
    return status.url()
        + ": "
        + count(status.size().workers(), "worker")
        + " with "
        + count(status.size().cores(), "core")
        + " and "
        + status.size().memoryMib()
        + " MiB each; its pages are on "
        + status.page();
  }

  /** Returns a sentence that says what is missing, if something is. */
  static String standing(ClusterStatus status) {
    if (status.isWhole()) {
      return "Spark runs on " + sentence(status) + "; " + count(status.applications(), "driver");
    }
    return "Spark on "
        + status.url()
        + " is not whole: "
        + (status.master().isPresent() ? "the master runs, " : "the master is gone, ")
        + status.workers().size()
        + " of "
        + count(status.size().workers(), "worker")
        + " run, "
        + status.joined()
        + " of them known to the master; engine spark start starts what is missing";
  }

  static ObjectNode json(Optional<ClusterStatus> found) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("running", found.filter(ClusterStatus::isWhole).isPresent());
    found.ifPresent(
        status -> {
          json.put("url", status.url());
          json.put("page", status.page());
          json.put("cores_per_worker", status.size().cores());
          json.put("memory_mib_per_worker", status.size().memoryMib());
          json.put("workers_wanted", status.size().workers());
          json.put("workers_joined", status.joined());
          json.put("drivers", status.applications());
          json.set("master", status.master().map(SparkText::process).orElse(null));
          ArrayNode workers = json.putArray("workers");
          status.workers().forEach(worker -> workers.add(process(worker)));
        });
    return json;
  }

  private static ObjectNode process(ProcessId process) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("pid", process.pid());
    json.put("started_at", process.startedAt().toString());
    return json;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
