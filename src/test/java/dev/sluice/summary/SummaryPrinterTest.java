package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.job.console.SummaryPrinter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees of rows that have been in the table. */
class SummaryPrinterTest {
  private final TestTable table = new TestTable();

  SummaryPrinterTest() {
    table.publish(Samples.figures("r", Samples.AS_OF, 12_345, 4.23456));
  }

  @Test
  void latency() {
    List<SummaryRow> rows = table.reader().latency("wine", Grain.DAY, Samples.DATE, Samples.DATE);
    assertThat(SummaryPrinter.latency(rows))
        .isEqualTo(
            lines(
                "window      model  version  requests  failed  errors  p50 ms  p95 ms  p99 ms  max ms  in objective  budget burn  slower than",
                "2026-10-19  wine   *          12,345       1  0.01 %   4.235   9.250       -  99.750       90.00 %           10",
                "2026-10-19  wine   3          12,345       1  0.01 %   4.235   9.250       -  99.750       90.00 %           10"));
  }

  @Test
  void accuracy() {
    List<SummaryRow> rows = table.reader().accuracy("wine", Samples.DATE, Samples.DATE);
    assertThat(SummaryPrinter.accuracy(rows))
        .isEqualTo(
            lines(
                "window      model  version  predicted  labelled  coverage  accuracy      95 % interval   7 days  mae  calibration error  trend a day  changed                  compared                    status",
                "2026-10-19  wine   3              120       100   83.33 %   93.00 %  86.25 % – 96.57 %  92.86 %    -             3.13 %            -  2026-10-18 by -19.00 pp  better than 2 by +13.00 pp  provisional"));
  }

  @Test
  void board() {
    assertThat(SummaryPrinter.board(table.reader().board()))
        .isEqualTo(
            lines(
                "model  day         requests  errors  p50 ms  p95 ms  p99 ms  in objective  slower  labels, 7 days  accuracy      95 % interval  mae  changed                  compared",
                "wine   2026-10-19    12,345  0.01 %   4.200   9.250       -       90.00 %  yes                700   93.00 %  90.00 % – 95.00 %    -  2026-10-18 by -19.00 pp  3 better than 2 by +13.00 pp"));
  }

  @Test
  void noRowsAreAHeadingAlone() {
    assertThat(SummaryPrinter.board(List.of()).lines()).hasSize(1);
    assertThat(SummaryPrinter.experiment(List.of()).lines()).hasSize(1);
    assertThat(SummaryRow.toJson(List.of())).isEqualTo("[]");
  }

  @Test
  void jsonHoldsEverythingUnrounded() throws IOException {
    List<SummaryRow> rows = table.reader().latency("wine", Grain.DAY, Samples.DATE, Samples.DATE);
    String json = SummaryRow.toJson(rows);
    assertThat(json.lines()).hasSize(1);
    JsonNode first = new ObjectMapper().readTree(json).get(0);
    assertThat(first.get("p50").asDouble()).isEqualTo(4.23456);
    assertThat(first.get("stddev").asText()).isEqualTo("0.3333333333333333");
    assertThat(first.get("sketch").asText()).isEqualTo("AQID");
    assertThat(first.get("absent").get("p99").asText()).isEqualTo("needs 100 values");
    assertThat(new ObjectMapper().readTree(rows.get(0).toJson())).isEqualTo(first);
  }

  @Test
  void noNameSteersTheTerminal() {
    SummaryRow row = new SummaryRow(Map.of("model", "a\u001b[2J\nb"));
    assertThat(SummaryPrinter.board(List.of(row))).contains("a␛[2J␊b").hasLineCount(2);
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
