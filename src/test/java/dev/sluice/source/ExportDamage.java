package dev.sluice.source;

import dev.sluice.export.WrittenExport;
import dev.sluice.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Damages the files of an export: their bytes, the lines of manifests, or which files there are. Seeded. */
final class ExportDamage {
  private static final String MANIFEST = "manifest-files.json";

  private final Random random;
  private final Mutations mutations;

  ExportDamage(long seed) {
    this.random = new Random(seed);
    this.mutations = new Mutations(seed);
  }

  /** Returns one of several. */
  <T> T oneOf(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  /**
   * Damages files of an export, sometimes one whose manifests have lost their digests, as in a copy.
   *
   * @return the names of the damaged files
   */
  Set<String> of(WrittenExport export) {
    Map<String, byte[]> files = export.files();
    if (random.nextInt(3) == 0) {
      files.keySet().removeIf(name -> name.endsWith(".md5"));
    }
    return switch (random.nextInt(10)) {
      case 0 -> swapped(files);
      case 1 -> copied(files);
      case 2, 3 -> put(files, MANIFEST, lines(files.get(MANIFEST)));
      default -> changed(files, oneOf(List.copyOf(files.keySet())));
    };
  }

  private Set<String> changed(Map<String, byte[]> files, String name) {
    byte[] whole = files.get(name);
    switch (random.nextInt(8)) {
      case 0 -> files.remove(name);
      case 1 -> files.put(name, new byte[0]);
      case 2 -> files.put(name, twice(whole));
      default -> files.put(name, mutations.of(whole));
    }
    return Set.of(name);
  }

  private Set<String> swapped(Map<String, byte[]> files) {
    String one = oneOf(List.copyOf(files.keySet()));
    String other = oneOf(List.copyOf(files.keySet()));
    byte[] bytes = files.get(one);
    files.put(one, files.get(other));
    files.put(other, bytes);
    return new TreeSet<>(List.of(one, other));
  }

  private Set<String> copied(Map<String, byte[]> files) {
    String copy = "data/part%02d.json.gz".formatted(50 + random.nextInt(9));
    return put(files, copy, files.get(oneOf(List.copyOf(files.keySet()))));
  }

  private static Set<String> put(Map<String, byte[]> files, String name, byte[] bytes) {
    files.put(name, bytes);
    return Set.of(name);
  }

  /** Cuts, flips, inserts, repeats and swaps bytes. */
  byte[] bytes(byte[] whole) {
    return mutations.of(whole);
  }

  /** Repeats, removes or swaps lines. */
  byte[] lines(byte[] whole) {
    List<String> lines =
        new ArrayList<>(new String(whole, StandardCharsets.UTF_8).lines().toList());
    int at = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> lines.add(random.nextInt(lines.size() + 1), lines.get(at));
      case 1 -> lines.remove(at);
      default -> Collections.swap(lines, at, random.nextInt(lines.size()));
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] twice(byte[] whole) {
    byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, twice, whole.length, whole.length);
    return twice;
  }
}
