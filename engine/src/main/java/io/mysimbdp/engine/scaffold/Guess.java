package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.records.MalformedRecord;
import io.mysimbdp.tenant.UnusableFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a sample seems to be: its dialect, its columns and its key, each with the evidence. The
 * dialect is one that the engine reads, and all counts are of records that its own reader has given
 * out. Immutable.
 */
public final class Guess {

  /** The name of the key where that is a hash of the whole record. */
  static final String HASH_NAME = "record_hash";

  private final Sample sample;
  private final EncodingGuess encoding;
  private final DialectGuess cutting;
  private final HeaderGuess header;
  private final SampleRecords records;
  private final List<ColumnGuess> columns;
  private final KeyGuess key;

  /**
   * One thing that was found out.
   *
   * @param topic what it is about
   * @param value what was found
   * @param evidence why
   * @param certain false: there is little to go by, so somebody should look
   */
  public record Finding(String topic, String value, String evidence, boolean certain) {}

  /**
   * One column.
   *
   * @param heading its name in the file
   * @param name its name in Cassandra
   * @param type its CQL type
   * @param key partition, clustering, or empty
   * @param empty how many of the records have no value there
   * @param example its first value, cut; empty: it has none
   * @param evidence why it is of that type
   * @param certain false: there is little to go by, so somebody should look
   */
  public record Column(
      String heading,
      String name,
      String type,
      String key,
      int empty,
      String example,
      String evidence,
      boolean certain) {}

  private Guess(
      Sample sample,
      EncodingGuess encoding,
      DialectGuess cutting,
      HeaderGuess header,
      SampleRecords records,
      List<ColumnGuess> columns,
      KeyGuess key) {
    this.sample = sample;
    this.encoding = encoding;
    this.cutting = cutting;
    this.header = header;
    this.records = records;
    this.columns = List.copyOf(columns);
    this.key = key;
  }

  /**
   * Looks at a sample.
   *
   * @throws EngineException when it holds no record that can be read
   */
  public static Guess of(Sample sample) {
    EncodingGuess encoding = EncodingGuess.of(sample);
    DialectGuess cutting = DialectGuess.of(sample, encoding);
    HeaderGuess header = HeaderGuess.of(sample, cutting);
    SampleRecords records;
    try {
      records = SampleRecords.of(sample, header.dialect());
    } catch (UnusableFileException e) {
      throw Sample.unusable(sample.name(), "has no usable header: " + e.getMessage(), e);
    }
    List<String> names = Identifiers.columns(records.columns(), HASH_NAME);
    List<ColumnGuess> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(ColumnGuess.of(records.records(), i, records.columns().get(i), names.get(i)));
    }
    KeyGuess key = KeyGuess.of(columns, records.records());
    return new Guess(sample, encoding, cutting, header, records, columns, key);
  }

  /** Returns what was found out about the sample as a whole. */
  public List<Finding> findings() {
    Dialect dialect = header.dialect();
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("read", read(), readEvidence(), sample.whole()));
    findings.add(new Finding("encoding", encoding.name(), encoding.evidence(), encoding.certain()));
    findings.add(
        new Finding(
            "format",
            dialect.format().name().toLowerCase(Locale.ROOT)
                + (cutting.columns() == 1 ? "" : ", delimiter " + shown(dialect.delimiter())),
            cutting.delimiterEvidence(),
            cutting.certain()));
    if (cutting.columns() > 1) {
      findings.add(
          new Finding("quotes", quotes(dialect), cutting.quoteEvidence(), cutting.quoteCertain()));
    }
    findings.add(
        new Finding(
            "header",
            dialect.headerLines() > 0 ? "line " + (dialect.skipLines() + 1) : "none",
            header.evidence(),
            header.certain()));
    findings.add(new Finding("key", keyText(), key.evidence(), key.certain()));
    MalformedRecord fault = records.firstMalformed();
    if (fault != null) {
      findings.add(
          new Finding(
              "malformed",
              String.format(Locale.ROOT, "%,d of %,d", records.malformed(), records.count()),
              "rejected, the first in line " + fault.line() + ": " + fault.message(),
              true));
    }
    return findings;
  }

  private String read() {
    return String.format(Locale.ROOT, "%,d records", records.count());
  }

  private String readEvidence() {
    return String.format(
        Locale.ROOT,
        sample.whole()
            ? "all of it, %,d bytes"
            : "only the first %,d bytes: types and key are judged by them",
        sample.bytes().length);
  }

  private String keyText() {
    return key.isHash() ? HASH_NAME + ", a hash of the record" : primaryKey();
  }

  /** Returns the columns, in their order in the file. */
  public List<Column> columns() {
    List<Column> described = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnGuess column = columns.get(i);
      String part = key.partition() == i ? "partition" : key.has(i) ? "clustering" : "";
      described.add(
          new Column(
              column.heading(),
              column.name(),
              column.reading().cql(),
              part,
              column.empty(),
              ColumnGuess.cut(column.example()),
              column.evidence(),
              column.certain()));
    }
    return described;
  }

  /** Returns the primary key as CQL has it, without the outer brackets. */
  String primaryKey() {
    if (key.isHash()) {
      return "(" + HASH_NAME + ")";
    }
    StringBuilder text = new StringBuilder("(").append(columns.get(key.partition()).name());
    text.append(')');
    key.clustering().forEach(index -> text.append(", ").append(columns.get(index).name()));
    return text.toString();
  }

  Sample sample() {
    return sample;
  }

  Dialect dialect() {
    return header.dialect();
  }

  SampleRecords records() {
    return records;
  }

  List<ColumnGuess> columnGuesses() {
    return columns;
  }

  KeyGuess key() {
    return key;
  }

  private static String quotes(Dialect dialect) {
    Character quote = dialect.quote();
    if (quote == null) {
      return "none";
    }
    return quote
        + (quote.equals(dialect.escape())
            ? ", doubled inside"
            : ", escaped by " + dialect.escape());
  }

  private static String shown(String delimiter) {
    return delimiter.equals("\t") ? "tab" : delimiter;
  }
}
