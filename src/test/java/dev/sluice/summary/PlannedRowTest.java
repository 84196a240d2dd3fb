package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.summary.KnownRows.Known;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannedRowTest {
  private static final Keys KEYS = new Keys(null);
  private static final RowFactory ROWS = Samples.stamp("r-1");
  private static final Figures FIGURES = Samples.figures("r-1", Samples.AS_OF, 100, 4.2);

  @Test
  void isTheSameOfFiguresThatWereStored() throws IOException {
    Figures stored = FiguresJson.read(FiguresJson.write(FIGURES));
    assertThat(digests(stored)).isEqualTo(digests(FIGURES));
  }

  @Test
  void differsWithAnyFigure() {
    Figures others = Samples.figures("r-1", Samples.AS_OF, 100, 4.3);
    assertThat(digests(others)).isNotEqualTo(digests(FIGURES));
    LatencyFigures more = Samples.latency("wine", "3", Samples.DAY, 101);
    LatencyFigures fewer = Samples.latency("wine", "3", Samples.DAY, 100);
    assertThat(LatencyRow.planned(more, KEYS, ROWS).digest())
        .isNotEqualTo(LatencyRow.planned(fewer, KEYS, ROWS).digest());
  }

  @Test
  void saysTheKeyAndItemsOfTheRow() {
    PublicationRows rows = PublicationRows.of(FIGURES, KEYS, ROWS);
    assertThat(rows.figures()).hasSizeGreaterThan(3).allSatisfy(planned -> {
      assertThat(planned.key()).isEqualTo(planned.row().key());
      assertThat(planned.items()).isEqualTo(planned.row().items());
    });
  }

  @Test
  void isNotBuiltToFindThatItIsKnown() {
    LatencyFigures figures = Samples.latency("wine", "3", Samples.DAY, 100);
    PlannedRow built = LatencyRow.planned(figures, KEYS, ROWS);
    PlannedRow again = PlannedRow.of(built.key(), built.items(), figures, () -> {
      throw new AssertionError("it was built");
    });
    KnownRows known = new KnownRows(
        ROWS.position(),
        List.of(),
        Set.of(),
        Map.of(),
        Map.of(Fingerprints.of(built.key()), Known.of(built, 0)));
    assertThat(known.same(again)).isPresent();
    assertThat(known.same(PlannedRow.of(
            built.key(), built.items(), Samples.latency("wine", "3", Samples.DAY, 99), built::row)))
        .isEmpty();
  }

  /** Rows that another release built of the same figures are not the same as before if that release built others. */
  @Test
  void rowsAreBuiltAsThisFormSays() {
    assertThat(Stream.of(
                LatencyRow.of(FIGURES.latency().get(0), KEYS, ROWS),
                AccuracyRow.of(Samples.accuracy("wine"), KEYS, ROWS),
                AccuracyRow.of(Samples.numeric("wine"), KEYS, ROWS))
            .map(row -> row.contentHash().substring(0, 16)))
        .as("If rows are built otherwise, PlannedRow.FORM must be another, and these as well.")
        .containsExactly("f2d57e32608abaa1", "00de48ee2f5259f0", "e81db73c815254ac");
    assertThat(PlannedRow.FORM).isEqualTo(1);
  }

  private static List<String> digests(Figures figures) {
    return PublicationRows.of(figures, KEYS, ROWS).figures().stream()
        .map(PlannedRow::digest)
        .toList();
  }
}
