package dev.sluice.bench.nights;

import java.time.LocalDate;

/**
 * A log, and how it is read.
 *
 * @param items before the night
 * @param days over which they are spread evenly
 * @param changed by the night: half of them new items of its day, half labels of the ten days before
 * @param hours of each day that have items
 * @param cores Spark's
 * @param warmUps small logs that are read before this one
 * @param folder for exports, dataset and figures; it must be empty
 * @param dynamoDb the endpoint of a DynamoDB that nobody else uses
 */
public record NightsTask(
    long items,
    int days,
    long changed,
    int models,
    int versions,
    int hours,
    int cores,
    int warmUps,
    String folder,
    String dynamoDb) {
  /** The day of the night, after the days of the items. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private static final long WARM_ITEMS = 40_000;
  private static final int WARM_DAYS = 40;

  /** Returns a small one of the same form. */
  NightsTask warmUp(int number) {
    return new NightsTask(
        WARM_ITEMS,
        WARM_DAYS,
        WARM_ITEMS / WARM_DAYS * 4,
        models,
        versions,
        hours,
        cores,
        0,
        folder + "/warm-up-" + number,
        dynamoDb);
  }

  /** Returns the first day with items. */
  LocalDate firstDay() {
    return TODAY.minusDays(days);
  }

  long itemsADay() {
    return Math.max(1, items / days);
  }
}
