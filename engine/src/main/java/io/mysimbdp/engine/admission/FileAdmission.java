package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.TenantProfile;
import java.util.List;

/** The rules of one tenant for its files. Immutable, safe for several threads. */
public final class FileAdmission {

  private final List<Constraint<FileFacts>> facts;
  private final List<Constraint<Expansion>> expansion;
  private final List<Constraint<List<String>>> header;
  private final List<Constraint<Long>> records;
  private final long maxRecords;
  private final List<Constraint<byte[]>> content = List.of(new ContentSignature());

  /** Makes the rules of a profile. */
  public FileAdmission(TenantProfile profile) {
    FileRules rules = profile.files();
    facts =
        List.of(
            new NamePattern(rules.patterns()),
            new Extension(rules.extensions()),
            new AllowedCompression(rules.compressions()),
            new MinimumSize(rules.minBytes()),
            new MaximumSize("files.max-size", rules.maxBytes()),
            new MaximumSize("limits.batch.bytes", profile.limits().batchBytes()));
    expansion =
        List.of(
            new ExpandedSize(rules.maxExpandedBytes()),
            new ExpansionRatio(rules.maxExpansionRatio()));
    header =
        List.of(
            new ColumnCount(rules.minColumns(), rules.maxColumns()),
            new RequiredHeader(rules.header()));
    maxRecords = rules.maxRecords();
    records = List.of(new MaximumRecords(maxRecords));
  }

  /** Judges a file by what its directory says. */
  public Decision judge(FileFacts file) {
    return first(facts, file);
  }

  /** Judges a file by how it expands. */
  public Decision judge(Expansion file) {
    return first(expansion, file);
  }

  /** Judges a file by its column names; an empty file has none, and breaks no rule by it. */
  public Decision judgeHeader(List<String> columns) {
    return columns.isEmpty() ? Decision.ADMITTED : first(header, columns);
  }

  /** Judges a file by how many records have been found in it. */
  public Decision judgeRecords(long count) {
    // Asked for every record: the usual answer must cost nothing.
    return count <= maxRecords ? Decision.ADMITTED : first(records, count);
  }

  /** Judges a file by its first bytes, after expanding. */
  public Decision judgeContent(byte[] head) {
    return first(content, head);
  }

  /** Returns how many bytes {@link #judgeContent} looks at. */
  public static int headBytes() {
    return ContentSignature.BYTES;
  }

  static <T> Decision first(List<Constraint<T>> constraints, T subject) {
    for (Constraint<T> constraint : constraints) {
      Decision decision = constraint.judge(subject);
      if (!(decision instanceof Decision.Admitted)) {
        return decision;
      }
    }
    return Decision.ADMITTED;
  }
}
