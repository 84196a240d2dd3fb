package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.job.settings.Settings;
import java.time.InstantSource;
import org.assertj.core.data.Percentage;

/** What plan says of tables, against what reading them has taken. */
final class PlannedUnits {
  private static final Percentage CLOSE = Percentage.withPercentage(10);

  private PlannedUnits() {}

  /** Each table's read units, and the sum's, are within 10 %. */
  static void agree(Settings settings, Snapshot snapshot) {
    Outcome outcome = new Outcome("plan", InstantSource.system());
    JsonNode plan = new PlanCommand(settings).run(outcome).json();
    double sum = 0;
    for (JsonNode table : plan.path("tables")) {
      String name = table.path("table").asText();
      double consumed = snapshot.manifest().tables().get(name).consumedReadUnits();
      assertThat(table.path("readUnits").asDouble()).as(name).isCloseTo(consumed, CLOSE);
      sum += consumed;
    }
    assertThat(plan.path("total").path("readUnits").asDouble()).isCloseTo(sum, CLOSE);
  }
}
