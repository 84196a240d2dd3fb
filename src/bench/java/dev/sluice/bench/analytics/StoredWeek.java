package dev.sluice.bench.analytics;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.analytics.latency.LatencyMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A week's figures from the stored states of its days.
 *
 * @param sketchBytes of a day
 * @param milliseconds from the bytes of seven to the figures of the week: the median of many
 */
public record StoredWeek(Shape shape, long valuesPerDay, int sketchBytes, double milliseconds) {
  private static final int DAYS = 7;
  private static final int ROUNDS = 400;

  static StoredWeek measure(Shape shape, AggregationTask task) {
    long perDay = task.values() / task.models() / DAYS;
    List<byte[]> days = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      days.add(day(shape, task, day * perDay, perDay));
    }
    double[] rounds = new double[ROUNDS];
    long requests = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      requests += week(days).requests();
      rounds[i] = (System.nanoTime() - start) / 1e6;
    }
    if (requests != ROUNDS * DAYS * perDay) {
      throw new IllegalStateException("a week of " + requests / ROUNDS + " requests");
    }
    Arrays.sort(rounds);
    return new StoredWeek(shape, perDay, days.get(0).length, rounds[ROUNDS / 2]);
  }

  private static byte[] day(Shape shape, AggregationTask task, long first, long count) {
    Latencies state = new Latencies(100.0);
    for (long number = first; number < first + count; number++) {
      state.add(shape.value(number, task.decimals()), false);
    }
    return state.encode();
  }

  private static LatencyFigures week(List<byte[]> days) {
    Latencies merged = new Latencies(100.0);
    days.forEach(day -> merged.merge(Latencies.decode(day)));
    Window window = new Window(Grain.SPAN, "", Instant.EPOCH, Instant.EPOCH);
    return LatencyMetrics.figures("", "", window, merged, 0.99);
  }
}
