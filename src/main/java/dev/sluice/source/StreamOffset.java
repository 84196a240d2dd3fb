package dev.sluice.source;

import dev.sluice.stream.StreamPosition;
import org.apache.spark.sql.connector.read.streaming.Offset;

/** A position in a table's stream, as Spark keeps it in a checkpoint. Spark compares offsets by their JSON. */
final class StreamOffset extends Offset {
  private final StreamPosition position;

  StreamOffset(StreamPosition position) {
    this.position = position;
  }

  StreamPosition position() {
    return position;
  }

  @Override
  public String json() {
    return position.json();
  }
}
