package dev.sluice.job.settings;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of a command: of one table with its labels and experiments, or of several sources.
 *
 * @param shared what stands outside of {@code sluice.sources}; with sources, only its summary table and AWS are used, for
 *     the board of all
 * @param sources by name; empty: {@code shared} is the only one
 */
public record JobSettings(Settings shared, SortedMap<String, Settings> sources) {
  public JobSettings {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /** Notes an error if there are several sources. */
  public void mustBeOfOne(ConfigErrors errors) {
    if (!sources.isEmpty()) {
      SourceNames.refuse(errors);
    }
  }
}
