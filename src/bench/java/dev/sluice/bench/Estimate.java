package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How Sluice, measured now, would compare with others that were measured before, perhaps on another machine: their CPU,
 * multiplied by how much longer this machine takes for the yardstick's work.
 *
 * @param kept with others
 * @param now Sluice alone
 */
record Estimate(Comparison kept, Comparison now) {
  /** How many times as long as then the yardstick's work takes now. */
  double slowdown() {
    return now.yardstickSeconds() / kept.yardstickSeconds();
  }

  String text() {
    Map<Contestants, Double> seconds = scaledSeconds();
    StringBuilder text = new StringBuilder();
    seconds.forEach((contestant, scaled) -> text.append("  %-28s %8.2f CPU-s/1M %s%n"
        .formatted(
            contestant.title() + (contestant.isOurs() ? ", then" : ""),
            scaled,
            ratio(scaled).map("%6.2f x Sluice's now"::formatted).orElse(""))));
    Map<Contestants, Double> ratios = new EnumMap<>(Contestants.class);
    seconds.forEach(
        (contestant, scaled) -> ratio(scaled).ifPresent(r -> ratios.put(contestant, r)));
    return text + Goals.text(now.table(), now.sink(), ratios);
  }

  /** What each kept contestant would take on this machine for a million items. */
  private Map<Contestants, Double> scaledSeconds() {
    Map<Contestants, Double> seconds = new EnumMap<>(Contestants.class);
    for (Measured m : kept.measured()) {
      Contestants contestant = Contestants.byId(m.contestant()).orElseThrow();
      kept.secondsPerMillion(contestant)
          .ifPresent(then -> seconds.put(contestant, then * slowdown()));
    }
    return seconds;
  }

  private Optional<Double> ratio(double scaled) {
    return now.ours().flatMap(now::secondsPerMillion).map(ours -> scaled / ours);
  }
}
