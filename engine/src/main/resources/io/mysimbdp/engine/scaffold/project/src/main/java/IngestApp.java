#if (!$calls)
#set ($table = "records")
#set ($names = ['"id",', '"name",', '"updated_at");'])
#set ($calls = ['values.integer("id"),', 'values.text("name"),', 'values.instant("updated_at")));'])
#end
package ${package};

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.WranglingApp;

/** Each record of a file becomes a row of table ${table}. */
public final class IngestApp extends WranglingApp {

  // The table of META-INF/mysimbdp/schema.cql, with its columns in the order of the values below.
  private static final Table TABLE =
      Table.of(
          "${table}",
#foreach ($name in $names)
          ${name}
#end

  @Override
  public Outcome wrangle(InputRecord record) {
    Values values = new Values(record);
    try {
      return Outcome.write(
          TABLE.row(
#foreach ($call in $calls)
              ${call}
#end
    } catch (Values.UnfitException e) {
      // The record is put aside with this reason; the run goes on.
      return Outcome.reject(e.column(), e.getMessage());
    }
  }
}
