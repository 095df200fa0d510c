package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.scaffold.Guess;

/** What was guessed of a sample, for scripts. */
final class GuessJson {

  private final Guess guess;

  GuessJson(Guess guess) {
    this.guess = guess;
  }

  /** Adds it to a document. */
  void into(ObjectNode document) {
    ArrayNode findings = document.putArray("findings");
    for (Guess.Finding finding : guess.findings()) {
      findings
          .addObject()
          .put("topic", finding.topic())
          .put("value", finding.value())
          .put("evidence", finding.evidence())
          .put("certain", finding.certain());
    }
    ArrayNode columns = document.putArray("columns");
    for (Guess.Column column : guess.columns()) {
      columns
          .addObject()
          .put("heading", column.heading())
          .put("name", column.name())
          .put("type", column.type())
          .put("key", column.key().isEmpty() ? null : column.key())
          .put("empty", column.empty())
          .put("example", column.example())
          .put("evidence", column.evidence())
          .put("certain", column.certain());
    }
  }
}
