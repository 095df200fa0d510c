package io.mysimbdp.engine.scaffold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a record, and so a row. Where that is wrong, rows are written over by others and
 * lost; in doubt it is the whole record.
 *
 * @param partition the index of the column that says where a row lies; -1: the key is a hash of the
 *     record
 * @param clustering the indexes of the columns that tell apart the rows of a partition
 * @param evidence why these
 * @param certain false: there is little to go by
 */
record KeyGuess(int partition, List<Integer> clustering, String evidence, boolean certain) {

  /** With fewer records, that no value comes twice says little. */
  static final int FEW = 100;

  /** With fewer, it may still be chance: each customer may have come once so far. */
  private static final int SOME = 1000;

  private static final int MOST_CHARACTERS = 255;
  private static final int MOST_COLUMNS = 64;
  private static final int MOST_TOGETHER = 3;
  private static final Pattern ID_NAME =
      Pattern.compile(
          "(.*_)?([a-z]*id|uuid|guid|key|code|sku|isbn[0-9]*|ean|number|nr|no|email|username)");

  /** What names the record itself; customer_id is mostly that of something else. */
  private static final Set<String> OWN_NAMES = Set.of("id", "uuid", "guid");

  KeyGuess {
    clustering = List.copyOf(clustering);
  }

  /** Tells whether the key is a hash of the whole record. */
  boolean isHash() {
    return partition < 0;
  }

  /** Tells whether a column is part of the key. */
  boolean has(int index) {
    return index == partition || clustering.contains(index);
  }

  static KeyGuess of(List<ColumnGuess> columns, List<SampleRecords.Entry> records) {
    return new Search(columns, records).result();
  }

  /** Looks for a key among the records of a sample. */
  private static final class Search {

    private final List<ColumnGuess> columns;
    private final List<List<String>> rows;
    private final int repeated;
    private final List<Integer> candidates;
    private final Map<Integer, List<Object>> values = new HashMap<>();

    Search(List<ColumnGuess> columns, List<SampleRecords.Entry> records) {
      this.columns = columns;
      // The same record once more is the same row once more, and harms no key.
      Set<String> seen = new HashSet<>();
      this.rows =
          records.stream()
              .filter(record -> seen.add(record.raw()))
              .map(SampleRecords.Entry::values)
              .toList();
      this.repeated = records.size() - rows.size();
      this.candidates = candidates();
    }

    KeyGuess result() {
      List<Integer> unique = candidates.stream().filter(i -> isUnique(List.of(i))).toList();
      List<Integer> ids = unique.stream().filter(this::isId).toList();
      if (ids.size() > 1 && rows.size() < SOME) {
        return together(ids.subList(0, Math.min(ids.size(), MOST_TOGETHER)));
      }
      if (!ids.isEmpty()) {
        int id = ids.get(0);
        return rows.size() >= FEW || OWN_NAMES.contains(name(id)) ? single(id) : hash();
      }
      if (!unique.isEmpty() && rows.size() >= SOME && !isTime(unique.get(0))) {
        return single(unique.get(0));
      }
      List<Integer> pair = pair();
      return pair == null ? hash() : pair(pair.get(0), pair.get(1));
    }

    private KeyGuess single(int index) {
      return new KeyGuess(
          index,
          List.of(),
          "no value of " + name(index) + " comes twice" + among(),
          rows.size() >= SOME && isId(index));
    }

    private KeyGuess together(List<Integer> ids) {
      return new KeyGuess(
          ids.get(0),
          ids.subList(1, ids.size()),
          "no value of "
              + String.join(", or of ", ids.stream().map(this::name).toList())
              + " comes twice"
              + among()
              + "; all of them are in the key, so that no row is lost whichever identifies a"
              + " record",
          false);
    }

    private KeyGuess pair(int first, int second) {
      boolean swap =
          isTime(first) || (distinct(first) < 10 && distinct(second) >= 10 && !isTime(second));
      int partition = swap ? second : first;
      int clustering = swap ? first : second;
      return new KeyGuess(
          partition,
          List.of(clustering),
          String.format(
              Locale.ROOT,
              "no %s comes twice with the same %s%s; %,d partitions of up to %,d rows",
              name(clustering),
              name(partition),
              among(),
              distinct(partition),
              largest(partition)),
          rows.size() >= SOME);
    }

    private KeyGuess hash() {
      return new KeyGuess(
          -1,
          List.of(),
          rows.size() < FEW
              ? String.format(
                  Locale.ROOT,
                  "%,d records are too few to see which columns identify one; each record is a row",
                  rows.size())
              : "neither a column nor a pair of columns identifies a record"
                  + among()
                  + "; each record is a row",
          false);
    }

    private String among() {
      return String.format(Locale.ROOT, " in %,d records", rows.size())
          + (repeated == 0
              ? ""
              : String.format(Locale.ROOT, " (%,d more repeat others as a whole)", repeated));
    }

    private @Nullable List<Integer> pair() {
      for (int i = 0; i < candidates.size(); i++) {
        for (int j = i + 1; j < candidates.size(); j++) {
          int a = Math.min(candidates.get(i), candidates.get(j));
          int b = Math.max(candidates.get(i), candidates.get(j));
          boolean enough = rows.size() >= FEW ? isId(a) || isId(b) : isId(a) && isId(b);
          if (enough && isUnique(List.of(a, b))) {
            return List.of(a, b);
          }
        }
      }
      return null;
    }

    /** The likelier ones first. */
    private List<Integer> candidates() {
      List<Integer> indexes = new ArrayList<>();
      for (int i = 0; i < Math.min(columns.size(), MOST_COLUMNS); i++) {
        int index = i;
        if (columns.get(i).canBeKey()
            && rows.stream().allMatch(row -> row.get(index).length() <= MOST_CHARACTERS)) {
          indexes.add(i);
        }
      }
      indexes.sort(Comparator.comparingInt(this::unlikeliness).thenComparingInt(i -> i));
      return indexes;
    }

    private int unlikeliness(int index) {
      boolean longText =
          columns.get(index).reading().isText()
              && rows.stream().limit(SOME).anyMatch(row -> row.get(index).length() > 40);
      return (isId(index) ? 0 : 4) + (isTime(index) ? 1 : 0) + (longText ? 2 : 0);
    }

    private boolean isId(int index) {
      return ID_NAME.matcher(columns.get(index).name()).matches();
    }

    private boolean isTime(int index) {
      String type = columns.get(index).reading().cql();
      return type.equals("timestamp") || type.equals("date");
    }

    private boolean isUnique(List<Integer> indexes) {
      List<List<Object>> parts = indexes.stream().map(this::values).toList();
      Set<List<Object>> seen = new HashSet<>();
      for (int i = 0; i < rows.size(); i++) {
        int row = i;
        if (!seen.add(parts.stream().map(part -> part.get(row)).toList())) {
          return false;
        }
      }
      return true;
    }

    /** What the key is made of: 1/5/2026 and 01/05/2026 are one day, and would be one row. */
    private List<Object> values(int index) {
      return values.computeIfAbsent(
          index,
          i -> {
            Reading reading = columns.get(i).reading();
            return rows.stream()
                .map(row -> reading.isText() ? row.get(i) : row.get(i).strip())
                .map(reading.values())
                .toList();
          });
    }

    private int distinct(int index) {
      return groups(index).size();
    }

    private int largest(int index) {
      return groups(index).values().stream().mapToInt(n -> n).max().orElse(0);
    }

    private Map<Object, Integer> groups(int index) {
      Map<Object, Integer> groups = new HashMap<>();
      values(index).forEach(value -> groups.merge(value, 1, Integer::sum));
      return groups;
    }

    private String name(int index) {
      return columns.get(index).name();
    }
  }
}
