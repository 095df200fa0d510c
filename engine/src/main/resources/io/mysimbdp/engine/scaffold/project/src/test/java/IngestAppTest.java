#if (!$headings)
#set ($table = "records")
#set ($headings = ['"id",', '"name",', '"updated_at");'])
#set ($cells = ['"id", 1,', '"name", "Ada",', '"updated_at", Instant.parse("2026-01-31T08:00:00Z")));'])
#set ($imports = ["java.nio.file.Path", "java.time.Instant", "java.util.Collections", "java.util.List", "java.util.Map"])
#set ($sample = "sample.csv")
#set ($records = 2)
#set ($rows = 2)
#set ($rejects = 0)
#set ($typed = {"literal": '"id"', "expected": "a whole number like 12"})
#end
package ${package};

import static io.mysimbdp.testkit.KitAssertions.assertThat;
#if ($typed)
import static org.assertj.core.api.Assertions.assertThat;
#end

#if ($typed)
import io.mysimbdp.tenant.Outcome;
#end
import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
#if ($typed)
import io.mysimbdp.testkit.TestRecord;
#end
#foreach ($import in $imports)
import ${import};
#end
import org.junit.jupiter.api.Test;

class IngestAppTest {

  @Test
  void the_sample_is_ingested() {
    BatchResult result =
        TestBatch.forApp(IngestApp::new)
            .tenant("${artifactId}")
            .profile(Path.of("tenant.conf"))
            .file(Path.of("src/test/resources/${sample}"))
            .run();

    assertThat(result).readsAll(${records}).hasRejects(${rejects});
#if ($rows == 0)
    assertThat(result).wroteNothing();
#else
    assertThat(result).wrote("${table}").rows(${rows});
#end
#if (!$cells.isEmpty())
    assertThat(result)
        .wrote("${table}")
        .rowWith(
            Map.of(
#foreach ($cell in $cells)
                ${cell}
#end
#end
  }
#if ($typed)

  @Test
  void a_value_of_another_type_is_rejected() {
    assertThat(new IngestApp().wrangle(recordWith(${typed.literal}, "?")))
        .isEqualTo(Outcome.reject(${typed.literal}, "expected ${typed.expected}, got '?'"));
  }

  /** A record that is empty but for one value. */
  private static TestRecord recordWith(String column, String value) {
    List<String> columns =
        List.of(
#foreach ($heading in $headings)
            ${heading}
#end
    return new TestRecord(columns, Collections.nCopies(columns.size(), "")).with(column, value);
  }
#end
}
