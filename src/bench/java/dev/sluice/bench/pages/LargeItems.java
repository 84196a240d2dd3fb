package dev.sluice.bench.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items close to DynamoDB's limit of 400 KB: documents. */
final class LargeItems implements ItemMaker {
  private static final int LENGTH = 399 * 1024;

  @Override
  public Made make(Random random) {
    StringBuilder document = new StringBuilder(LENGTH);
    while (document.length() + 37 <= LENGTH) {
      document.append(Values.uuid(random)).append(' ');
    }
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("requestId", Values.text(Values.uuid(random)));
    item.put("timestamp", Values.text("2026-10-01T00:00:00.001Z"));
    item.put("document", Values.text(document.toString()));
    return Made.of(item, document.length());
  }
}
