package dev.sluice.stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.StoredJson;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The position to which a stream has been read. Positions are equal if their JSON is.
 *
 * @param stream the stream's ARN: a stream that is turned off and on again has another one
 * @param began when its first records were asked for; null: not yet
 * @param complete the time before which nothing is missing; null: not known. As long as it is not 24 hours ago, whatever
 *     has been trimmed was read
 * @param shards id → how far it has been read; those that ended are kept as long as the stream lists them
 */
public record StreamPosition(
    String stream,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant began,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant complete,
    Map<String, ShardPosition> shards)
    implements Serializable {
  private static final JsonMapper JSON = StoredJson.mapper().build();

  public StreamPosition {
    shards = Collections.unmodifiableMap(new TreeMap<>(shards));
  }

  /** Returns the position before the oldest record that a stream has. */
  public static StreamPosition begin(String stream) {
    return new StreamPosition(stream, null, null, Map.of());
  }

  /**
   * Returns the position of a copy of the table that was begun at a time. It is before the oldest record that the stream
   * has, since those from before that time do no harm: of an item, the last one counts. It is not followed any more when
   * records from after that time may have been trimmed.
   *
   * @param copied by DynamoDB's clock
   * @throws ResourceUnavailableException if the stream was turned on later
   */
  public static StreamPosition ofCopy(String stream, Instant copied) {
    Instant on = turnedOn(stream);
    if (on != null && on.truncatedTo(ChronoUnit.SECONDS).isAfter(copied)) {
      throw StreamFailures.turnedOnLater(stream, copied);
    }
    return new StreamPosition(stream, null, copied, Map.of());
  }

  /** Returns when a stream was turned on, which is the last part of its ARN; null if it is no time. */
  private static @Nullable Instant turnedOn(String stream) {
    try {
      return LocalDateTime.parse(stream.substring(stream.lastIndexOf('/') + 1))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Returns whether nothing has been read yet after a copy of the table. */
  @JsonIgnore
  public boolean isOfCopy() {
    return began == null && complete != null;
  }

  /**
   * Reads a position.
   *
   * @throws ResourceUnavailableException if it is none
   */
  public static StreamPosition parse(String json) {
    try {
      return StoredJson.read(JSON, json.getBytes(StandardCharsets.UTF_8), StreamPosition.class);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "an offset of a checkpoint, or of an Iceberg table, is no position in a stream: "
              + e.getMessage(),
          StreamFailures.AGAIN,
          e);
    }
  }

  /** Returns the position as JSON. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the records between this position and a later one.
   *
   * @param listed the shards of the stream
   * @throws ResourceUnavailableException if the later position is of another stream
   */
  List<ShardRange> until(StreamPosition end, ShardTree listed) {
    if (!stream.equals(end.stream)) {
      throw began == null
          ? StreamFailures.replaced(end.stream, stream)
          : StreamFailures.replaced(stream, end.stream);
    }
    return end.shards.entrySet().stream()
        .map(shard -> new ShardRange(
            listed.shard(shard.getKey()),
            shards.getOrDefault(
                shard.getKey(), ShardPosition.begin(shard.getValue().trimmed())),
            shard.getValue()))
        .filter(range -> range.records() != 0)
        .toList();
  }
}
