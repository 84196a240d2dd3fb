package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation of the options has all of them, and nothing else. */
final class SourceOptionsTableTest {
  @Test
  void everyOptionHasARow() {
    List<String> rows = SourceOptionsTable.markdown().lines().toList();

    assertThat(rows).hasSize(2 + SourceOption.values().length).allMatch(row -> row.endsWith(" |"));
    assertThat(rows.subList(2, rows.size()).stream().map(row -> row.split("\\|", -1)[1].strip()))
        .containsExactlyElementsOf(
            Stream.of(SourceOption.values()).map(o -> "`" + o.key() + "`").toList());
    assertThat(rows)
        .contains(
            "| `consistent-read` | reads | true or false | `false` | Whether reads are strongly consistent,"
                + " for twice the read units. A global index has no consistent reads. |");
  }

  @Test
  void everyPurposeIsASentence() {
    assertThat(SourceOption.values())
        .extracting(SourceOption::purpose)
        .allMatch(purpose -> purpose.endsWith(".") && !purpose.contains("|"));
  }
}
