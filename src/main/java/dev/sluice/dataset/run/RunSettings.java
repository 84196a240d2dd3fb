package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Json;
import dev.sluice.item.Sha256;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings that decide what a snapshot contains, key by key.
 *
 * @param keys the form that this release records
 * @param earlier the same settings in the form of earlier releases, so that their runs are resumed and their snapshots
 *     counted; equal to {@code keys} if the form has not changed
 */
public record RunSettings(SortedMap<String, String> keys, SortedMap<String, String> earlier) {
  /** Settings that say which of a table's exports is read, not which of its items are kept. */
  static final Set<String> OF_EXPORTS = Set.of("source.export-path");

  public RunSettings {
    keys = new TreeMap<>(keys);
    earlier = new TreeMap<>(earlier);
  }

  /** Returns settings whose form has not changed. */
  public static RunSettings of(Map<String, String> keys) {
    return new RunSettings(new TreeMap<>(keys), new TreeMap<>(keys));
  }

  /** Returns the keys of the settings that differ from recorded ones, in whichever form they were recorded. */
  SortedSet<String> differing(Map<String, String> recorded) {
    SortedSet<String> inThisForm = differing(keys, recorded);
    SortedSet<String> inEarlierForm = differing(earlier, recorded);
    boolean ofThisForm = inThisForm.isEmpty()
        || (!inEarlierForm.isEmpty() && unshared(keys, recorded) <= unshared(earlier, recorded));
    return ofThisForm ? inThisForm : inEarlierForm;
  }

  /** Returns the number of keys that only one of both has: few if the settings were recorded in this form. */
  private static int unshared(Map<String, String> form, Map<String, String> recorded) {
    Set<String> shared = new HashSet<>(form.keySet());
    shared.retainAll(recorded.keySet());
    return form.size() + recorded.size() - 2 * shared.size();
  }

  private static SortedSet<String> differing(
      Map<String, String> form, Map<String, String> recorded) {
    SortedSet<String> all = new TreeSet<>(recorded.keySet());
    all.addAll(form.keySet());
    all.removeIf(key -> String.valueOf(recorded.get(key)).equals(form.get(key)));
    return all;
  }

  /**
   * Returns the SHA-256 of the settings in hexadecimal. It uses the earlier form, because manifests and summary rows
   * contain it and are compared with those of earlier releases.
   */
  public String hash() {
    return Sha256.of(Json.write(earlier));
  }

  /** Returns the settings without those that say which of a table's exports is read: those of all of them. */
  public RunSettings ofAnyExport() {
    RunSettings others = new RunSettings(keys, earlier);
    others.keys.keySet().removeAll(OF_EXPORTS);
    others.earlier.keySet().removeAll(OF_EXPORTS);
    return others;
  }
}
