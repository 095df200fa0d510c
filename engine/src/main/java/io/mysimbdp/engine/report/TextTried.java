package io.mysimbdp.engine.report;

import io.mysimbdp.engine.estimate.Estimate;
import io.mysimbdp.engine.estimate.LimitHit;
import io.mysimbdp.engine.estimate.Measured;
import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.InvoiceLine;
import io.mysimbdp.engine.quarantine.RejectSamples;
import io.mysimbdp.engine.sandbox.TablePreview;
import io.mysimbdp.engine.schedule.FileOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Renders a {@link Tried} for people. */
public final class TextTried {

  private static final Set<String> NUMBERS =
      Set.of(
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "varint",
          "decimal",
          "float",
          "double",
          "counter");

  private final Tried tried;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  private TextTried(Tried tried, int width) {
    this.tried = tried;
    this.width = width;
  }

  /**
   * Returns the text, with a final line end.
   *
   * @param width how long a line may be that can be cut
   */
  public static String render(Tried tried, int width) {
    return new TextTried(tried, width).render();
  }

  private String render() {
    tried.tables().forEach(this::appendTable);
    appendRejects();
    appendFiles();
    appendMeasured();
    Estimate estimate = tried.estimate();
    if (estimate != null) {
      appendEstimate(estimate);
    }
    tried.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    text.append(
        tried.kept() == null
            ? "Nothing of it is left in Cassandra.\n"
            : "Kept: keyspace "
                + tried.kept()
                + ", see engine cql \"DESCRIBE KEYSPACE "
                + tried.kept()
                + "\"; engine try --clean removes it.\n");
    return text.toString();
  }

  private void appendTable(TablePreview table) {
    text.append("Table ").append(table.table());
    if (table.total() >= 0) {
      text.append(", ").append(Sizes.counted(table.total(), "row"));
    }
    text.append(
        table.rows().isEmpty()
            ? "\n"
            : table.isInFileOrder() ? ", the first ones written:\n" : ", some of them:\n");
    if (table.rows().isEmpty()) {
      text.append('\n');
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns().stream().map(TablePreview.Column::name).toList());
    rows.add(
        table.columns().stream().map(each -> each.type() + (each.isKey() ? " key" : "")).toList());
    for (TablePreview.Row row : table.rows()) {
      rows.add(
          row.values().stream()
              .map(each -> each == null ? "null" : FittedTable.oneLine(each))
              .toList());
    }
    text.append(
            FittedTable.render(
                FittedTable.columns(rows),
                table.columns().stream().map(each -> NUMBERS.contains(each.type())).toList(),
                width))
        .append('\n');
  }

  private void appendRejects() {
    for (RejectSamples kind : tried.rejects()) {
      text.append(Sizes.counted(kind.count(), "reject"))
          .append(" by ")
          .append(kind.rule())
          .append(kind.column() == null ? "" : " in column " + kind.column())
          .append(kind.count() > kind.first().size() ? ", the first ones:\n" : ":\n");
      for (RejectSamples.Example each : kind.first()) {
        text.append("  ")
            .append(kind.file())
            .append(':')
            .append(each.line())
            .append(": ")
            .append(FittedTable.oneLine(each.message()))
            .append('\n');
      }
    }
    if (!tried.rejects().isEmpty()) {
      text.append('\n');
    }
  }

  private void appendFiles() {
    TextTable table =
        new TextTable("FILE", "STATE", ">RECORDS", ">ROWS", ">REJECTS", ">SKIPPED", ">BYTES");
    List<String> reasons = new ArrayList<>();
    for (var tenant : tried.summary().tenants()) {
      for (FileOutcome file : tenant.files()) {
        table.row(
            file.name(),
            file.state().name().toLowerCase(Locale.ROOT),
            Sizes.count(file.counts().recordsRead()),
            Sizes.count(file.counts().rowsWritten()),
            Sizes.count(file.counts().rejects()),
            Sizes.count(file.counts().skipped()),
            Sizes.bytes(file.counts().bytes()));
        if (file.reason() != null) {
          reasons.add(
              file.name()
                  + ": "
                  + file.state().name().toLowerCase(Locale.ROOT)
                  + ": "
                  + file.reason());
        }
      }
      if (!tenant.files().isEmpty()) {
        text.append(table.render());
      }
      if (tenant.failure() != null) {
        reasons.add("failed: " + tenant.failure());
      }
    }
    tried.summary().problems().forEach(problem -> reasons.add("problem: " + problem));
    reasons.forEach(reason -> text.append(reason).append('\n'));
  }

  private void appendMeasured() {
    Measured measured = tried.measured();
    if (!measured.isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s of %s in %s, %s rows/s, %s/s, %s of CPU time",
              Sizes.counted(measured.rows(), "row"),
              Sizes.bytes(measured.bytes()),
              Sizes.duration(measured.wallTime()),
              Sizes.count(measured.rowsPerSecond()),
              Sizes.bytes(measured.bytesPerSecond()),
              Sizes.duration(measured.cpuTime())));
      text.append(measured.isShort() ? "; a larger sample would be faster.\n" : ".\n");
    }
    text.append("Profile: ")
        .append(tried.profile())
        .append("; plan: ")
        .append(Objects.requireNonNullElse(tried.plan(), "none"))
        .append(".\n");
  }

  private void appendEstimate(Estimate estimate) {
    text.append("\nThe whole file, of ")
        .append(Sizes.bytes(estimate.bytes()))
        .append(", would come to about\n");
    TextTable table = new TextTable("", "");
    table.row("  records", Sizes.count(estimate.records()));
    table.row("  rows", Sizes.count(estimate.rows()));
    table.row("  rejects", Sizes.count(estimate.rejects()));
    table.row("  time", Sizes.duration(estimate.alone()) + " alone");
    if (estimate.share().others() > 0) {
      table.row(
          "",
          Sizes.duration(estimate.atWorst())
              + " at worst, at a share of "
              + Sizes.percent(estimate.share().part())
              + " while "
              + (estimate.share().others() == 1
                  ? "the other tenant is"
                  : "all " + estimate.share().others() + " others are")
              + " at work: weight "
              + estimate.share().weight()
              + " of "
              + (estimate.share().weight() + estimate.share().otherWeights()));
    }
    table.row("  price", price(estimate));
    text.append(table.render().substring(1));
    Invoice invoice = estimate.price();
    if (invoice != null) {
      invoice.lines().forEach(line -> appendLine(line, invoice));
    }
    if (estimate.limits().isEmpty()) {
      text.append("It would come upon no limit of its profile.\n");
    }
    for (LimitHit hit : estimate.limits()) {
      text.append("limit: ")
          .append(hit.key())
          .append(" allows ")
          .append(hit.limit())
          .append(", it would have ")
          .append(hit.expected())
          .append(": ")
          .append(hit.consequence())
          .append('\n');
    }
  }

  private static String price(Estimate estimate) {
    Invoice invoice = estimate.price();
    return invoice == null
        ? "none: the price list says nothing for it"
        : invoice.total().toPlainString()
            + " "
            + invoice.currency().getCurrencyCode()
            + " in a month with nothing else"
            + (invoice.lines().isEmpty() ? "" : ", made of");
  }

  private void appendLine(InvoiceLine line, Invoice invoice) {
    text.append("           ")
        .append(line.amount().toPlainString())
        .append(' ')
        .append(invoice.currency().getCurrencyCode())
        .append("  ")
        .append(line.item().label())
        .append(", ")
        .append(line.quantity().toPlainString())
        .append(' ')
        .append(line.item().unit());
    String part = line.part().label();
    text.append(part.isEmpty() ? "" : ", " + part).append('\n');
  }
}
