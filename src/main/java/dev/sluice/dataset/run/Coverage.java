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
 * The proof that the whole table was read, exactly once: for every range the ends of its chunks, in order. Each chunk
 * begins where the one before it ends. The first begins at the range's beginning, and the last ends at its end. Keys
 * are data, so the manifest contains only digests of the ends.
 *
 * @param segments the number of segments of the Scan, or of Queries
 * @param ranges for each range the digest of the beginning of its first chunk, then that of the end of each chunk
 */
public record Coverage(int segments, List<List<String>> ranges) {
  public Coverage {
    ranges = ranges.stream().map(List::copyOf).toList();
  }

  /**
   * Joins the chunks of a table.
   *
   * @param chunks by range
   * @throws ResourceUnavailableException if two chunks of a range do not join, because their records are damaged
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

  /** Returns the position at which the read of a range resumes. */
  public static String position(List<Chunk> chunks) {
    return chunks.isEmpty() ? ScanTally.START : chunks.get(chunks.size() - 1).to();
  }

  /** Returns the numbers of the ranges that were not read to their end. */
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

  /** Returns the number of chunks. */
  @JsonIgnore
  public int chunks() {
    return ranges.stream().mapToInt(ends -> ends.size() - 1).sum();
  }

  /** Returns the gaps in a manifest's proof, one line each. */
  public Stream<String> gaps() {
    return unfinished().stream().map(range -> "range " + range + " was not read to its end");
  }

  private static String digest(String position) {
    return Sha256.of(position).substring(0, 16);
  }
}
