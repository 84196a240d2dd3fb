package dev.sluice.summary;

import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the keys of rows. A namespace begins every partition key, of the table and of the index: {@code
 * team-a#LATENCY#wine}; sort keys are within one partition and need none.
 */
final class Keys {
  static final String LATENCY = "LATENCY";
  static final String ACCURACY = "ACCURACY";
  static final String BEST = "BEST";
  private static final String EXPERIMENT = "EXPERIMENT";
  private static final String BOARD = "BOARD";
  private static final String RUN = "RUN";
  /** A namespace, and one within it. */
  private static final int MAX_PARTS = 2;

  private final String prefix;

  Keys(@Nullable String namespace) {
    this.prefix = namespace == null ? "" : checked(namespace) + "#";
  }

  /** Refuses a namespace, or one within another, that could begin another key. */
  private static String checked(String namespace) {
    String[] parts = namespace.split("#", -1);
    if (parts.length > MAX_PARTS) {
      throw new IllegalArgumentException(
          "sluice.summary.namespace = " + namespace + " has more than " + MAX_PARTS + " parts");
    }
    return Arrays.stream(parts).map(SummarySettings::namespace).collect(Collectors.joining("#"));
  }

  RowKey latency(String model, Window window, String version) {
    return new RowKey(latencyPartition(model), windowSort(window, version));
  }

  RowKey accuracy(String model, Window window, String version) {
    return new RowKey(accuracyPartition(model), windowSort(window, version));
  }

  RowKey best(String experiment) {
    return new RowKey(experimentPartition(experiment), BEST);
  }

  RowKey experimentRun(String experiment, String time, String id) {
    return new RowKey(experimentPartition(experiment), two(RUN + "#", time, id));
  }

  RowKey board(String model) {
    return new RowKey(boardPartition(), one("", KeyParts.alone(model), RowKey.SORT_BYTES));
  }

  /**
   * Returns the key in the board of all sources: {@code orders#wine}.
   *
   * @param source a name without {@code #}
   */
  RowKey boardOf(String source, String model) {
    return new RowKey(boardPartition(), one(source + "#", model, RowKey.SORT_BYTES));
  }

  RowKey run(String runId) {
    return new RowKey(runPartition(), one("", runId, RowKey.SORT_BYTES));
  }

  String runPartition() {
    return prefix + RUN;
  }

  String latencyPartition(String model) {
    return one(prefix + LATENCY + "#", model, RowKey.PARTITION_BYTES);
  }

  String accuracyPartition(String model) {
    return one(prefix + ACCURACY + "#", model, RowKey.PARTITION_BYTES);
  }

  String experimentPartition(String experiment) {
    return one(prefix + EXPERIMENT + "#", experiment, RowKey.PARTITION_BYTES);
  }

  String boardPartition() {
    return prefix + BOARD;
  }

  /** Returns the index's partition key for all rows of a kind in a window: {@code LATENCY#DAY#2026-10-19}. */
  String windowKey(String kind, Grain grain, String label) {
    return prefix + kind + "#" + sortPrefix(grain, label);
  }

  /** Returns the common prefix of sort keys of windows with this label: {@code DAY#2026-10-19}. */
  static String sortPrefix(Grain grain, String label) {
    return grain.name() + "#" + label;
  }

  /** Returns the index's sort key: {@code wine#3}. */
  static String modelKey(String model, String version) {
    return two("", model, version);
  }

  static String windowSort(Window window, String version) {
    return one(sortPrefix(window.grain(), window.label()) + "#", version, RowKey.SORT_BYTES);
  }

  /** Returns a key that ends in a name. */
  private static String one(String before, String name, int bytes) {
    return before + KeyParts.fitted(name, bytes - KeyParts.bytes(before));
  }

  /** Returns a sort key that ends in two names; if they are too long together, each gets half of the length. */
  private static String two(String before, String first, String second) {
    String whole = two(before, first, second, RowKey.SORT_BYTES);
    int half = (RowKey.SORT_BYTES - KeyParts.bytes(before) - 1) / 2;
    return KeyParts.bytes(whole) <= RowKey.SORT_BYTES ? whole : two(before, first, second, half);
  }

  private static String two(String before, String first, String second, int bytes) {
    return before + KeyParts.fitted(KeyParts.followed(first), bytes) + "#"
        + KeyParts.fitted(second, bytes);
  }
}
