package dev.sluice.bench.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Training runs, 1.2 KB each: maps in maps, lists of maps, a set, a map whose keys are data. */
final class ExperimentItems implements ItemMaker {
  private static final int EPOCHS = 10;
  /** So many that a map of a few of them is no struct. */
  private static final int FEATURES = 400;

  @Override
  public Made make(Random random) {
    String notes = "run " + Values.uuid(random) + " of the grid, \"seed\" " + random.nextInt(100);
    long accuracy = Values.between(random, 500_000, 999_999);
    Set<String> tags = tags(random);
    AttributeValue importance = importance(random);
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("experiment_id", Values.text("exp_" + Values.uuid(random)));
    item.put("name", Values.text(Values.oneOf(random, "iris-species", "digits", "house-price")));
    item.put("status", Values.text(Values.oneOf(random, "completed", "failed", "running")));
    item.put("created_at", Values.number(Values.between(random, 1_760_000_000, 1_790_000_000), 0));
    item.put("notes", Values.text(notes));
    item.put("config", config(random, tags));
    item.put("metrics", metrics(random, accuracy));
    item.put("history", history(random));
    item.put("importance", importance);
    return Made.of(
        item, notes.length(), accuracy, tags.size(), EPOCHS, importance.m().size());
  }

  private static AttributeValue config(Random random, Set<String> tags) {
    Map<String, AttributeValue> config = new LinkedHashMap<>();
    config.put("algorithm", Values.text(Values.oneOf(random, "svc", "xgboost", "mlp")));
    config.put("random_state", Values.number(Values.between(random, 0, 99), 0));
    config.put("learning_rate", Values.number(Values.between(random, 1, 9_999), 5));
    config.put("early_stopping", AttributeValue.fromBool(random.nextBoolean()));
    config.put("tags", AttributeValue.fromSs(List.copyOf(tags)));
    List<AttributeValue> layers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      layers.add(Values.number(Values.between(random, 8, 512), 0));
    }
    config.put("layers", Values.list(layers));
    return Values.map(config);
  }

  private static Set<String> tags(Random random) {
    Set<String> tags = new LinkedHashSet<>();
    for (int i = 0; i < 3; i++) {
      tags.add(Values.oneOf(random, "nightly", "grid", "baseline", "gpu", "manual", "svc"));
    }
    return tags;
  }

  private static AttributeValue metrics(Random random, long accuracy) {
    Map<String, AttributeValue> validation = new LinkedHashMap<>();
    validation.put("accuracy", Values.number(accuracy, 6));
    validation.put("f1", Values.number(Values.between(random, 400_000, 999_999), 6));
    validation.put("log_loss", Values.number(Values.between(random, 1, 2_000_000), 6));
    Map<String, AttributeValue> metrics = new LinkedHashMap<>();
    metrics.put("validation", Values.map(validation));
    metrics.put("train_seconds", Values.number(Values.between(random, 100, 9_000_000), 3));
    return Values.map(metrics);
  }

  private static AttributeValue history(Random random) {
    List<AttributeValue> history = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      Map<String, AttributeValue> entry = new LinkedHashMap<>();
      entry.put("epoch", Values.number(epoch, 0));
      entry.put("loss", Values.number(Values.between(random, 1, 2_000_000), 6));
      entry.put("val_loss", Values.number(Values.between(random, 1, 2_000_000), 6));
      history.add(Values.map(entry));
    }
    return Values.list(history);
  }

  private static AttributeValue importance(Random random) {
    Map<String, AttributeValue> weights = new LinkedHashMap<>();
    int count = 8 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      weights.put(
          "feature_" + random.nextInt(FEATURES),
          Values.number(Values.between(random, 1, 999_999), 6));
    }
    return Values.map(weights);
  }
}
