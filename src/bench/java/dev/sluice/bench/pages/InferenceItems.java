package dev.sluice.bench.pages;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Requests to models, 0.5 KB each: ids, names, a feature vector as JSON text, a prediction, a latency. */
final class InferenceItems implements ItemMaker {
  private static final long FIRST = Instant.parse("2026-10-01T00:00:00Z").toEpochMilli();
  private static final long MONTH_MS = 30L * 86_400_000;
  private static final int FEATURES = 36;

  @Override
  public Made make(Random random) {
    String input = input(random);
    long latencyMicros = Values.between(random, 50, 40_000);
    boolean failed = random.nextInt(100) == 0;
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("requestId", Values.text(Values.uuid(random)));
    item.put("timestamp", Values.text(time(random)));
    item.put(
        "modelName",
        Values.text(Values.oneOf(random, "digits-classifier", "iris-species", "house-price")));
    item.put("modelVersion", Values.text(Values.oneOf(random, "1", "2", "3")));
    item.put("subjectId", Values.text("digits-" + Values.between(random, 1000, 9999)));
    item.put("inputData", Values.text(input));
    if (failed) {
      item.put("errorMessage", Values.text("ModelError: worker restarted"));
    } else {
      item.put("prediction", Values.text(Integer.toString(random.nextInt(10))));
      item.put("confidence", Values.number(Values.between(random, 300_000, 999_999), 6));
    }
    item.put("latencyMs", Values.number(latencyMicros, 3));
    item.put("tokens", Values.number(Values.between(random, 1, 4_096), 0));
    item.put("cached", AttributeValue.fromBool(random.nextBoolean()));
    return Made.of(item, input.length(), latencyMicros, failed ? 0 : 1);
  }

  private static String time(Random random) {
    String text =
        Instant.ofEpochMilli(FIRST + Values.between(random, 1, MONTH_MS)).toString();
    return text.length() == 24 ? text : text.substring(0, 19) + ".001Z";
  }

  private static String input(Random random) {
    StringBuilder json = new StringBuilder("{\"features\": [");
    for (int i = 0; i < FEATURES; i++) {
      json.append(i == 0 ? "" : ", ")
          .append(Values.decimal(Values.between(random, -9_999, 21_999), 3));
    }
    return json.append("]}").toString();
  }
}
