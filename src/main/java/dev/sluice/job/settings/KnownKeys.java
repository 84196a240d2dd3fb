package dev.sluice.job.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The keys that {@code reference.conf} documents; all others are refused. */
final class KnownKeys {
  /** Sections whose keys are the user's own. */
  private static final Set<String> OPEN =
      Set.of("sluice.analytics.targets", "sluice.dataset.derived");

  private final Set<String> leaves;

  /**
   * @param reference the whole of reference.conf
   */
  KnownKeys(ConfigObject reference) {
    this.leaves = leaves(reference).keySet();
  }

  /** Adds an error for each unknown key of the user, with the nearest known one. */
  void check(ConfigObject user, ConfigErrors errors) {
    leaves(user).forEach((key, value) -> {
      boolean empty = value instanceof ConfigObject || value.valueType() == ConfigValueType.NULL;
      if (section(key) && !empty) {
        errors.add(
            key,
            ValueText.printed(value),
            "is a section, not a value" + ValueText.where(value),
            "The nearest key in it is " + nearest(key) + ".");
      } else if (!section(key) && !known(key)) {
        errors.add(
            key,
            ValueText.printed(value),
            "is not a key of Sluice" + ValueText.where(value),
            "The nearest one is " + nearest(key) + ".");
      }
    });
  }

  private boolean section(String key) {
    return leaves.stream().anyMatch(leaf -> leaf.startsWith(key + "."));
  }

  private boolean known(String key) {
    return leaves.contains(key)
        || OPEN.stream().anyMatch(open -> key.startsWith(open + "."))
        // a section in place of a value is reported when the value is read
        || leaves.stream().anyMatch(leaf -> key.startsWith(leaf + "."));
  }

  /** Returns a known key that ends in the same word if there is one, otherwise the one with the fewest edits. */
  private String nearest(String key) {
    String word = lastWord(key);
    return leaves.stream()
        .min(Comparator.<String>comparingInt(leaf -> lastWord(leaf).equals(word) ? 0 : 1)
            .thenComparingInt(leaf -> edits(leaf, key))
            .thenComparing(Comparator.naturalOrder()))
        .orElse(key);
  }

  private static int edits(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Returns every leaf below an object, nulls and empty sections included, by its full path. */
  private static Map<String, ConfigValue> leaves(ConfigObject object) {
    Map<String, ConfigValue> found = new LinkedHashMap<>();
    collect(object, List.of(), found);
    return found;
  }

  private static void collect(
      ConfigObject object, List<String> path, Map<String, ConfigValue> found) {
    new TreeMap<>(object).forEach((key, value) -> {
      List<String> here = append(path, key);
      if (value instanceof ConfigObject section && !section.isEmpty()) {
        collect(section, here, found);
      } else {
        found.put(ConfigUtil.joinPath(here), value);
      }
    });
  }

  private static List<String> append(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }
}
