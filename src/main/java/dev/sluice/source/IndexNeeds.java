package dev.sluice.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an index that is read in the table's place must have, and what the sample counts to tell what Queries of one would
 * take. An index is read where it is asked for, and never otherwise.
 *
 * @param attribute the filter asks for some of its values, which the sample counts; null: nothing is counted
 * @param values those that it asks for
 * @param needed attributes, or paths into them, without which an index that is asked for is of no use
 */
record IndexNeeds(@Nullable String attribute, List<String> values, List<String> needed) {
  IndexNeeds {
    values = List.copyOf(values);
    needed = List.copyOf(needed);
  }
}
