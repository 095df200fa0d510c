package io.mysimbdp.engine.log;

import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.message.MapMessage;

/** An event as log4j takes it: a sentence for the lines, fields for the layout that writes JSON. */
final class EventMessage extends MapMessage<EventMessage, Object> {

  @Serial private static final long serialVersionUID = 1;

  private final String sentence;

  EventMessage(Event event, Map<String, Object> fields, String sentence) {
    super(fields(event, fields));
    this.sentence = OneLine.of(sentence);
  }

  /** Makes it once more, of one that was made elsewhere. */
  EventMessage(Map<String, Object> all, String sentence) {
    super(new HashMap<>(all));
    this.sentence = OneLine.of(sentence);
  }

  private static Map<String, Object> fields(Event event, Map<String, Object> fields) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("event", event.label());
    return all;
  }

  @Override
  public String getFormattedMessage() {
    return sentence;
  }

  @Override
  public String getFormattedMessage(String[] formats) {
    return sentence;
  }

  @Override
  public void formatTo(StringBuilder buffer) {
    buffer.append(sentence);
  }

  @Override
  public void formatTo(String[] formats, StringBuilder buffer) {
    buffer.append(sentence);
  }

  @Override
  public String toString() {
    return sentence;
  }

  @Override
  public EventMessage newInstance(Map<String, Object> map) {
    throw new UnsupportedOperationException("An event has its fields from the beginning");
  }
}
