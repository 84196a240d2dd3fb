package dev.sluice.bench.nights;

import java.time.LocalDate;
import java.util.Locale;

/**
 * Items of a log of half a KB, in DynamoDB JSON, each made of its number alone. Items of the last ten days before the night
 * have no labels, all earlier ones have.
 */
record EventLines(NightsTask task) {
  /** The days before the night whose labels come with it, or later. */
  static final int UNLABELLED_DAYS = 10;

  private static final int CLASSES = 10;
  private static final int INPUT_WORDS = 15;
  private static final int SECONDS_AN_HOUR = 3_600;

  /** Returns the attributes of an item as the full export has it. */
  String item(long number) {
    LocalDate day = day(number);
    boolean isLabelled = day.isBefore(NightsTask.TODAY.minusDays(UNLABELLED_DAYS));
    return isLabelled ? labelled(number) : "{" + attributes(number, day) + "}";
  }

  /** Returns the attributes of an item with its label. */
  String labelled(long number) {
    LocalDate day = day(number);
    long random = random(number, 1);
    long prediction = random(number, 0) % CLASSES;
    long label = random % 8 == 0 ? random / 8 % CLASSES : prediction;
    return "{" + attributes(number, day) + ",\"label\":{\"S\":\"" + label
        + "\"},\"labeledAt\":{\"S\":\"" + day.plusDays(1) + "T12:00:00Z\"}}";
  }

  static String key(long number) {
    return "{\"requestId\":{\"S\":\"" + id(number) + "\"}}";
  }

  private LocalDate day(long number) {
    return task.firstDay().plusDays(Math.min(number / task.itemsADay(), task.days()));
  }

  private static String id(long number) {
    return String.format(Locale.ROOT, "%016x-%010d", random(number, 2), number);
  }

  private String attributes(long number, LocalDate day) {
    long random = random(number, 0);
    long latency = 2_000 + Math.floorMod(random >>> 8, 400_000L);
    StringBuilder json = new StringBuilder(700)
        .append("\"requestId\":{\"S\":\"")
        .append(id(number))
        .append("\"},\"timestamp\":{\"S\":\"")
        .append(day)
        .append(time(random(number, 3)))
        .append("\"},\"modelName\":{\"S\":\"model-")
        .append(number % task.models())
        .append("\"},\"modelVersion\":{\"S\":\"")
        .append(1 + number / task.models() % task.versions())
        .append("\"},\"latencyMs\":{\"N\":\"")
        .append(latency / 1_000)
        .append('.')
        .append(100 + latency % 899)
        .append("\"},\"prediction\":{\"S\":\"")
        .append(random % CLASSES)
        .append("\"},\"confidence\":{\"N\":\"0.")
        .append(100_001 + random / CLASSES % 899_998)
        .append("\"},\"inputData\":{\"S\":\"");
    for (int word = 0; word < INPUT_WORDS; word++) {
      json.append(Long.toHexString(random(number, 4 + word)));
    }
    return json.append("\"}").toString();
  }

  private String time(long random) {
    long second = random % ((long) task.hours() * SECONDS_AN_HOUR);
    return String.format(
        Locale.ROOT,
        "T%02d:%02d:%02d.001Z",
        second / SECONDS_AN_HOUR,
        second / 60 % 60,
        second % 60);
  }

  /** Returns a number of 62 bits, by the mixing function of SplittableRandom. */
  private static long random(long number, int stream) {
    long z = (number * 31 + stream + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 2;
  }
}
