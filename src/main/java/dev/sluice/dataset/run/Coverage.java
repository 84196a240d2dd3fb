package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.item.Sha256;
import dev.sluice.source.ScanTally;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The proof that a table was read whole, once: of every range the ends of its chunks, in order, each chunk beginning where
 * the one before ends, the first at the range's beginning and the last at its end. Keys are data, so that the manifest has
 * only digests of the ends.
 *
 * @param segments of the Scan, or Queries
 * @param ranges of each range the digests of where its first chunk begins, and of where each ends
 */
public record Coverage(int segments, List<List<String>> ranges) {
  public Coverage {
    ranges = ranges.stream().map(List::copyOf).toList();
  }

  /**
   * The chunks of a table, joined.
   *
   * @param chunks by range
   * @throws ResourceUnavailableException where two chunks of a range do not join: their records were damaged
   */
  public static Coverage of(RunPlan.Table table, SortedMap<Integer, List<Chunk>> chunks) {
    List<List<String>> ranges = new ArrayList<>();
    for (int range = 0; range < table.ranges(); range++) {
      ranges.add(joined(table, range, chunks.getOrDefault(range, List.of())));
    }
    return new Coverage(table.segments(), ranges);
  }

  private static List<String> joined(RunPlan.Table table, int range, List<Chunk> chunks) {
    String end = ScanTally.START;
    List<String> ends = new ArrayList<>(List.of(digest(end)));
    for (Chunk chunk : chunks) {
      if (!chunk.from().equals(end) || end.equals(ScanTally.END)) {
        throw new ResourceUnavailableException(
            "table " + table.name() + ": the records of range " + range
                + " do not join: one of them is missing or damaged",
            "Start again under a new --run-id.");
      }
      end = chunk.to();
      ends.add(digest(end));
    }
    return ends;
  }

  /** Where a range is to be read on from. */
  public static String position(List<Chunk> chunks) {
    return chunks.isEmpty() ? ScanTally.START : chunks.get(chunks.size() - 1).to();
  }

  /** Ranges that were not read to their end, by number. */
  @JsonIgnore
  public List<Integer> unfinished() {
    List<Integer> unfinished = new ArrayList<>();
    for (int range = 0; range < ranges.size(); range++) {
      if (!isWhole(ranges.get(range))) {
        unfinished.add(range);
      }
    }
    return unfinished;
  }

  private static boolean isWhole(List<String> ends) {
    return ends.size() > 1
        && ends.get(0).equals(digest(ScanTally.START))
        && ends.get(ends.size() - 1).equals(digest(ScanTally.END));
  }

  /** How many chunks there are. */
  @JsonIgnore
  public int chunks() {
    return ranges.stream().mapToInt(ends -> ends.size() - 1).sum();
  }

  /** What is wrong with it as it stands in a manifest; a line each. */
  public Stream<String> gaps() {
    return unfinished().stream().map(range -> "range " + range + " was not read to its end");
  }

  private static String digest(String position) {
    return Sha256.of(position).substring(0, 16);
  }
}
