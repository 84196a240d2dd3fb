package dev.sluice.access;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that an index must project to be read instead of the table, and the values that the sample counts to
 * estimate Queries. An index is read only if the settings name it.
 *
 * @param attribute the attribute whose values the filter selects, counted by the sample; null: nothing is counted
 * @param values the selected values
 * @param needed attributes, or paths into them, without which the index is useless
 */
public record IndexNeeds(@Nullable String attribute, List<String> values, List<String> needed)
    implements Serializable {
  /** No needed attributes, and nothing to count. */
  public static final IndexNeeds NONE = new IndexNeeds(null, List.of(), List.of());

  public IndexNeeds {
    values = List.copyOf(values);
    needed = List.copyOf(needed);
  }
}
