package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.source.Requests;
import dev.sluice.source.ScanTally;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an attempt has read of a range and written, once its files are complete: from where the chunk before ends to where
 * this one does.
 *
 * @param attempt tells the attempts at the same chunk apart; random
 * @param from position in the range's segments; of the first chunk their beginning
 * @param to likewise; of the last chunk the end of all of them
 * @param requests that it took
 * @param overflow attribute → DynamoDB type → how many values are in {@code _overflow}
 * @param files Parquet files, and the file of rejected items if there are any; paths relative to the snapshot
 * @param kinds of item in the files; empty where they are not told apart
 */
public record Chunk(
    String attempt,
    String from,
    String to,
    long scanned,
    long expired,
    long rejected,
    long written,
    double consumedReadUnits,
    Requests requests,
    Map<String, Map<String, Long>> overflow,
    List<Written> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> kinds)
    implements Serializable {
  public Chunk {
    // absent where kinds are not told apart
    kinds = kinds == null ? Set.of() : Set.copyOf(kinds);
  }

  /** A file; {@code rows} as the manifest has them. */
  public record Written(String path, long rows, long bytes, String sha256)
      implements Serializable {}

  /** Whether it is the last of its range. */
  @JsonIgnore
  public boolean isLast() {
    return to.equals(ScanTally.END);
  }
}
