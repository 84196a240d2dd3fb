package dev.sluice.job.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.sluice.sql.SqlCondition;
import dev.sluice.training.FeatureSetting;
import dev.sluice.training.SplitSettings;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings;
import dev.sluice.training.TrainingSettings.Profile;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads section {@code sluice.dataset.training}. */
final class TrainingReader {
  private static final String FEATURE =
      "a path, such as \"metrics.accuracy\" or \"inputData.features[0..63] as f\", "
          + "or { from = path, as = name, categories = true, missing = 0, invalid = missing }";
  private static final Set<String> FEATURE_KEYS =
      Set.of("from", "as", "categories", "missing", "invalid");

  private final Section dataset;
  private final Section training;
  private final Section split;

  /**
   * @param dataset section {@code sluice.dataset}
   */
  TrainingReader(Section dataset) {
    this.dataset = dataset;
    this.training = dataset.in("training");
    this.split = training.in("split");
  }

  /** Reads the settings; null if no training view is configured. */
  @Nullable
  TrainingSettings read() {
    Profile profile = training.key("profile").oneOf(Profile.class).orNull();
    Label label = label();
    TrainingSettings settings = new TrainingSettings(
        profile == null ? Profile.NUMERIC : profile,
        training.key("entity").text().orNull(),
        label.path(),
        label.categories(),
        training.key("features").elements(FEATURE, TrainingReader::feature),
        training
            .key("filter")
            .as("a Spark SQL condition", TrainingReader::condition)
            .orNull(),
        training.key("missing").value("NaN or a number", TrainingReader::fill).get(),
        split(),
        dataset.key("min-files").count(1, 100_000).get());
    if (!training.given("profile")) {
      if (training.given("features") || training.given("label")) {
        training.error("profile", "is missing", "Write numeric or typed.");
      }
      return null;
    }
    if (settings.profile() == Profile.NUMERIC && settings.features().isEmpty()) {
      training.error("features", "is missing", "Write a list of " + FEATURE + ".");
    }
    return settings;
  }

  /** Returns the text; one that names no attribute keeps all items or none, which nobody means. */
  private static String condition(String text) {
    String condition = SqlCondition.parsed(text);
    if (SqlCondition.columns(condition).isEmpty()) {
      throw new IllegalArgumentException(
          "names no attribute, so it is the same for every item", new IllegalArgumentException());
    }
    return condition;
  }

  private record Label(@Nullable String path, boolean categories) {}

  private Label label() {
    Label label = training
        .key("label")
        .value(
            "an attribute's path, or { from = path, categories = true }, without from for the label of section labels",
            value -> {
              if (!(value instanceof ConfigObject object)) {
                return new Label(ValueText.scalar(value), false);
              }
              known(object, Set.of("from", "categories"));
              return new Label(text(object, "from"), flag(object, "categories"));
            })
        .orNull();
    return label == null ? new Label(null, false) : label;
  }

  private static FeatureSetting feature(ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      return FeatureSetting.of(ValueText.scalar(value));
    }
    known(object, FEATURE_KEYS);
    String from = text(object, "from");
    if (from == null) {
      throw new IllegalArgumentException("from is missing");
    }
    ConfigValue missing = object.get("missing");
    return new FeatureSetting(
        from,
        text(object, "as"),
        flag(object, "categories"),
        missing == null ? null : fill(missing),
        lenient(object));
  }

  private static boolean lenient(ConfigObject object) {
    String invalid = text(object, "invalid");
    if (invalid != null && !Set.of("missing", "refuse").contains(invalid)) {
      throw new IllegalArgumentException("invalid is missing or refuse");
    }
    return "missing".equals(invalid);
  }

  private static void known(ConfigObject object, Set<String> keys) {
    Set<String> unknown = new TreeSet<>(object.keySet());
    unknown.removeAll(keys);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(unknown + " is not one of " + new TreeSet<>(keys));
    }
  }

  private static @Nullable String text(ConfigObject object, String key) {
    ConfigValue value = object.get(key);
    return value == null ? null : ValueText.scalar(value);
  }

  private static boolean flag(ConfigObject object, String key) {
    return object.containsKey(key) && object.toConfig().getBoolean(key);
  }

  private static Double fill(ConfigValue value) {
    String text = ValueText.scalar(value);
    return text.equals("NaN") ? Double.NaN : new BigDecimal(text).doubleValue();
  }

  private SplitSettings split() {
    SplitSettings settings = new SplitSettings(
        share("train"),
        share("validation"),
        share("test"),
        split.key("by").oneOf(By.class).get(),
        split.key("group").text().orNull());
    BigDecimal sum = settings.shares().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      split.error(
          "train",
          "is with validation and test " + sum.toPlainString() + " in all",
          "Make them 1.");
    } else if (settings.train().signum() == 0) {
      split.error("train", "leaves nothing to train on", "Write a share above 0.");
    }
    if (settings.by() == By.TIME && settings.group() != null) {
      split.error(
          "group", "cannot be combined with a split by time", "Leave it out, or write by = id.");
    }
    return settings;
  }

  private BigDecimal share(String key) {
    return split
        .key(key)
        .as("a share from 0 to 1, such as 0.8", text -> {
          BigDecimal number = new BigDecimal(text);
          if (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException();
          }
          return number;
        })
        .get();
  }
}
