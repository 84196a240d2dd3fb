package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AccessPath.Kind;
import dev.sluice.access.Forecast;
import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportFormat;
import dev.sluice.price.ListPrice;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Recovery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each choice of {@code source.kind = auto}, by prices of its own: a dollar a million read units, a cent a GB exported. */
final class RequestRulesTest {
  private static final double GB = 1L << 30;
  private static final Recovery ON = new Recovery(true, null);
  private static final ListPrice PRICE =
      new ListPrice("nowhere-1", LocalDate.of(2026, 1, 1), 1.0, 0.01, 0.2, 5.0);
  private static final Costing COSTING = costing(PRICE, ON, GB);
  private static final ExportDestination BUCKET =
      new ExportDestination("exports", null, ExportFormat.DYNAMODB_JSON, null, null);

  private static Costing costing(
      @Nullable ListPrice price, Recovery recovery, @Nullable Double bytes) {
    return new Costing("nowhere-1", price, false, false, recovery, bytes);
  }

  /** Read units, GB; the choice, and what the reason says. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      500000 | 1   | PITR | a scan costs about 0.5 dollars, an export about 0.01
      20000  | 1   | PITR | a scan costs about 0.02 dollars, an export about 0.01
      19900  | 1   | SCAN | a scan costs about 0.0199 dollars, an export about 0.01, and a saving of less than a cent does not count
      10000  | 1   | SCAN | a scan costs about 0.01 dollars, an export about 0.01
      10000  | 100 | SCAN | a scan costs about 0.01 dollars, an export about 1
      130000 | 12  | PITR | a scan costs about 0.13 dollars, an export about 0.12
      1      | 0   | SCAN | a saving of less than a cent does not count
      """)
  void dollarsDecideByACentAtLeast(double units, double size, Kind kind, String why) {
    PathEstimates decided = decided(costing(PRICE, ON, size * GB), Kind.SCAN, units);

    assertThat(decided.choice().kind()).isEqualTo(kind);
    assertThat(decided.choice().why()).contains(why);
    assertThat(decided.taken().kind()).isEqualTo(kind);
  }

  @Test
  void queriesAreComparedAsAScanIs() {
    PathEstimates cheap = decided(COSTING, Kind.QUERY, 5_000.0);
    PathEstimates dear = decided(COSTING, Kind.QUERY, 90_000.0);

    assertThat(cheap.taken().kind()).isEqualTo(Kind.QUERY);
    assertThat(cheap.choice().kind()).isEqualTo(Kind.SCAN);
    assertThat(cheap.choice().why())
        .isEqualTo("a query costs about 0.005 dollars, an export about 0.01");
    assertThat(dear.choice().kind()).isEqualTo(Kind.PITR);
    assertThat(dear.paths()).filteredOn(path -> path.forecast().taken()).hasSize(1);
  }

  /** It is there and paid. */
  @Test
  void anExportThatIsThereIsTaken() {
    AccessPathEstimate there = estimate(COSTING, Kind.EXPORT, 0.0, true);
    PathEstimates decided =
        new PathEstimates(COSTING, List.of(there)).decided(settings(Kind.AUTO, null), BUCKET);

    assertThat(decided.taken()).isEqualTo(there);
    assertThat(there.dollars()).isZero();
  }

  @Test
  void whatIsNotKnownIsScanned() {
    assertThat(decided(COSTING, Kind.SCAN, null).choice().why())
        .isEqualTo("the dollars are not known: counted");
    assertThat(decided(costing(PRICE, ON, null), Kind.SCAN, 1e9).choice().why())
        .isEqualTo("the dollars are not known: the size of the table is not");
  }

  @Test
  void anythingAgainstARequestIsAScan() {
    List<PathEstimates> scanned = new ArrayList<>();
    ListPrice unpriced =
        new ListPrice("nowhere-1", LocalDate.of(2026, 1, 1), 1.0, null, null, null);
    for (Costing costing : List.of(
        new Costing("nowhere-1", PRICE, false, true, ON, GB),
        new Costing("nowhere-1", PRICE, true, false, ON, GB),
        costing(null, ON, GB),
        costing(unpriced, ON, GB),
        costing(PRICE, new Recovery(false, null), GB),
        costing(PRICE, Recovery.unknown("denied"), GB))) {
      scanned.add(decided(costing, Kind.SCAN, 1e9));
    }
    scanned.add(estimates(COSTING, Kind.SCAN, 1e9).decided(settings(Kind.AUTO, null), null));
    scanned.add(estimates(COSTING, Kind.SCAN, 1e9).decided(settings(Kind.AUTO, "byDay"), BUCKET));

    assertThat(scanned).allMatch(each -> each.taken().kind() == Kind.SCAN);
    assertThat(scanned)
        .extracting(each -> each.choice().why())
        .containsExactly(
            "the endpoint is local, where nothing is paid",
            "read capacity is provisioned: it is paid by the hour, used or not",
            "the price is not known: no price of an export is on record for nowhere-1",
            "the price is not known: no price of an export is on record for nowhere-1",
            "the table has no point-in-time recovery, which an export needs",
            "whether the table has point-in-time recovery is not known: denied",
            "source.export.bucket is not set, and an export costs money",
            "source.index is read, and an export is of the table");
  }

  /** Only {@code auto} asks for the price. */
  @Test
  void otherKindsAreWhatTheyAre() {
    PathEstimates dear = estimates(COSTING, Kind.SCAN, 1e9);

    assertThat(dear.decided(settings(Kind.SCAN, null), BUCKET).taken().kind()).isEqualTo(Kind.SCAN);
    assertThat(estimates(COSTING, Kind.SCAN, 1.0)
            .decided(settings(Kind.PITR, null), BUCKET)
            .taken()
            .kind())
        .isEqualTo(Kind.PITR);
  }

  private static PathEstimates decided(Costing costing, Kind read, @Nullable Double units) {
    return estimates(costing, read, units).decided(settings(Kind.AUTO, null), BUCKET);
  }

  /** Returns estimates of which a scan, or queries, would be read. */
  private static PathEstimates estimates(Costing costing, Kind read, @Nullable Double units) {
    return new PathEstimates(
        costing,
        List.of(
            estimate(
                costing, Kind.SCAN, read == Kind.SCAN ? units : (Double) 1e9, read == Kind.SCAN),
            estimate(costing, Kind.QUERY, read == Kind.QUERY ? units : null, read == Kind.QUERY),
            estimate(costing, Kind.EXPORT, 0.0, false),
            estimate(costing, Kind.PITR, 0.0, false)));
  }

  private static AccessPathEstimate estimate(
      Costing costing, Kind kind, @Nullable Double units, boolean taken) {
    return AccessPathEstimate.of(
        new Forecast(kind, null, 1, 1, units, "counted", null, taken, "as it was"), costing);
  }

  private static ReadSettings settings(Kind kind, @Nullable String index) {
    return new ReadSettings(
        new AwsSettings("nowhere-1", null, null, null),
        "orders",
        index,
        false,
        kind,
        null,
        0,
        false,
        ReadSettings.Capacity.USUAL,
        ReadSettings.Columns.USUAL,
        null,
        IndexNeeds.NONE,
        null,
        null);
  }
}
