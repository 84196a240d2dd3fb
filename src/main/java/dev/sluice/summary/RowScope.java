package dev.sluice.summary;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows that a publication may write: for each first word of sort keys ({@code DAY}, {@code WEEK}) the first and the
 * last label, and the partition keys. It may include rows that the publication does not have, and leaves out none.
 *
 * @param labels by the first word of sort keys; null: any
 * @param partitions the partition keys; null: any
 */
record RowScope(
    @Nullable Map<String, Labels> labels, @Nullable Fingerprints partitions) {
  static final RowScope ALL = new RowScope(null, null);

  /** Above it the partition keys are left out: a RUN row is written three times a night. */
  static final int MAX_PARTITIONS = 1000;

  private static final String LABELS = "labels";
  private static final String PARTITIONS = "partitions";

  /** The first and the last label, inclusive, in the order of the texts. */
  record Labels(String first, String last) {
    Labels with(Labels other) {
      return new Labels(
          first.compareTo(other.first) <= 0 ? first : other.first,
          last.compareTo(other.last) >= 0 ? last : other.last);
    }

    boolean include(String label) {
      return first.compareTo(label) <= 0 && last.compareTo(label) >= 0;
    }
  }

  /** Returns the scope of the rows with these keys. */
  static RowScope of(Collection<RowKey> rows) {
    Map<String, Labels> labels = new TreeMap<>();
    for (RowKey row : rows) {
      String place = place(row);
      String label = label(place);
      labels.merge(word(place), new Labels(label, label), Labels::with);
    }
    Fingerprints partitions =
        Fingerprints.of(rows.stream().map(RowKey::pk).distinct().mapToLong(Fingerprints::of));
    return new RowScope(labels, partitions.size() > MAX_PARTITIONS ? null : partitions);
  }

  /** Returns whether a row of this key may be among those of the publication. */
  boolean mayHave(RowKey key) {
    return includes(place(key))
        && (partitions == null || partitions.contains(Fingerprints.of(key.pk())));
  }

  /** Returns whether rows of this place may be among those of the publication. */
  boolean includes(String place) {
    if (labels == null) {
      return true;
    }
    Labels those = labels.get(word(place));
    return those != null && those.include(label(place));
  }

  /** Returns whether both may have rows of one partition. */
  boolean meets(RowScope other) {
    return partitions == null || other.partitions == null || partitions.meets(other.partitions);
  }

  AttributeValue attribute() {
    Map<String, AttributeValue> map = new TreeMap<>();
    if (labels != null) {
      Map<String, AttributeValue> words = new TreeMap<>();
      labels.forEach((word, those) -> words.put(
          word,
          AttributeValue.fromL(
              List.of(AttributeValue.fromS(those.first()), AttributeValue.fromS(those.last())))));
      map.put(LABELS, AttributeValue.fromM(words));
    }
    if (partitions != null) {
      map.put(PARTITIONS, NestedAttributes.of(partitions));
    }
    return AttributeValue.fromM(map);
  }

  /**
   * Reads what {@link #attribute} wrote.
   *
   * @throws IllegalArgumentException if it is no scope
   */
  static RowScope read(Map<String, AttributeValue> map) {
    return new RowScope(
        map.containsKey(LABELS) ? labels(NestedAttributes.map(map, LABELS)) : null,
        map.containsKey(PARTITIONS) ? NestedAttributes.fingerprints(map, PARTITIONS) : null);
  }

  private static Map<String, Labels> labels(Map<String, AttributeValue> words) {
    Map<String, Labels> labels = new TreeMap<>();
    for (String word : words.keySet()) {
      List<String> ends = NestedAttributes.texts(words, word);
      if (ends.size() != 2) {
        throw new IllegalArgumentException(word + " has no first and last label");
      }
      labels.put(word, new Labels(ends.get(0), ends.get(1)));
    }
    return labels;
  }

  /** Returns the beginning of the sort key up to its label: {@code DAY#2026-10-19}, or {@code BEST}. */
  static String place(RowKey key) {
    String[] words = key.sk().split("#", 3);
    return words.length > 1 ? words[0] + "#" + words[1] : words[0];
  }

  private static String word(String place) {
    return place.split("#", 2)[0];
  }

  private static String label(String place) {
    String[] words = place.split("#", 2);
    return words.length > 1 ? words[1] : "";
  }
}
