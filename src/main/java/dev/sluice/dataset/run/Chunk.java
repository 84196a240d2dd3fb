package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import dev.sluice.source.ScanTally;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The record of a chunk: items that one attempt has read of a range and written, with complete files. It begins at the end of
 * the chunk before it.
 *
 * @param attempt random; tells the attempts at the same chunk apart
 * @param from position in the range's segments; the beginning for the first chunk
 * @param to position in the range's segments; the end for the last chunk
 * @param requests statistics of the requests that it took
 * @param overflow attribute → DynamoDB type → number of values in {@code _overflow}
 * @param files Parquet files, and the file of rejected items if there are any; paths relative to the snapshot
 * @param entities entity types in the files, stored as {@code kinds}; empty for a table without entity types
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
    RequestStats requests,
    Map<String, Map<String, Long>> overflow,
    List<FileEntry> files,

    @JsonProperty("kinds") @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Set<String> entities)
    implements Serializable {
  public Chunk {
    // absent for a table without entity types
    entities = entities == null ? Set.of() : Set.copyOf(entities);
  }

  /** The items of the chunk. */
  @JsonIgnore
  public ItemCounts items() {
    return ItemCounts.ofScanned(scanned, expired, rejected, written);
  }

  /** Returns whether it is the last of its range. */
  @JsonIgnore
  public boolean isLast() {
    return to.equals(ScanTally.END);
  }
}
