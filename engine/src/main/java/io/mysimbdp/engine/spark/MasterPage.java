package io.mysimbdp.engine.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What a master says of itself.
 *
 * @param url its address; tells it from others that may have got the port
 * @param alive whether it serves
 * @param workers how many are there
 * @param applications how many drivers there are
 */
record MasterPage(String url, boolean alive, int workers, int applications) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks; nothing when there is no answer, or none of a master. */
  static Optional<MasterPage> of(int port) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(port) + "/json/")).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(parse(response.body())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static String address(int port) {
    return "http://" + DaemonCommand.LOOPBACK + ":" + port;
  }

  private static MasterPage parse(String body) throws IOException {
    JsonNode page = JSON.readTree(body);
    int workers = 0;
    for (JsonNode worker : page.path("workers")) {
      if (worker.path("state").asText().equals("ALIVE")) {
        workers++;
      }
    }
    return new MasterPage(
        page.path("url").asText(),
        page.path("status").asText().equals("ALIVE"),
        workers,
        page.path("activeapps").size());
  }
}
