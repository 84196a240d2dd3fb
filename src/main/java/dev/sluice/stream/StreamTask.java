package dev.sluice.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.StoredJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The ranges that a task reads.
 *
 * @param stream the stream's ARN
 * @param ranges one after the other
 */
record StreamTask(String stream, List<ShardRange> ranges) {
  private static final JsonMapper JSON = StoredJson.mapper().build();

  StreamTask {
    ranges = List.copyOf(ranges);
  }

  /**
   * Returns a task for each line of descent, so that all changes of an item are in one task, and in their order.
   *
   * @param listed the shards of the stream
   */
  static List<StreamTask> of(String stream, List<ShardRange> ranges, ShardTree listed) {
    return listed.independent(ranges).stream()
        .map(each -> new StreamTask(stream, each))
        .toList();
  }

  /** Returns the task as text. */
  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @throws IllegalArgumentException if the text is no task */
  static StreamTask parse(String text) {
    try {
      return StoredJson.read(JSON, text.getBytes(StandardCharsets.UTF_8), StreamTask.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("no task of a stream: " + text, e);
    }
  }
}
