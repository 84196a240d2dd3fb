package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbe;
import dev.sluice.access.TableProbes;
import dev.sluice.schema.ChangeColumns;
import dev.sluice.stream.StreamFollower;
import dev.sluice.stream.StreamPosition;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.StreamSpan;
import dev.sluice.table.TableStream;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The changes of a table's Stream between positions, for stages that keep the positions themselves. */
public final class StreamChanges {
  private final ReadSettings settings;
  private final TableStream stream;
  private final StreamSettings reading;

  private StreamChanges(ReadSettings settings, TableStream stream, StreamSettings reading) {
    this.settings = settings;
    this.stream = stream;
    this.reading = reading;
  }

  /**
   * Describes the Stream of a table.
   *
   * @param settings the settings of a read of the table or of its Stream
   * @throws dev.sluice.failure.ResourceUnavailableException if it is off, or its records do not have the items
   */
  public static StreamChanges open(ReadSettings settings, StreamSettings reading) {
    ReadSettings ofStream = settings.streamed();
    return new StreamChanges(ofStream, ofStream.stream().describe(), reading);
  }

  /** Returns the stream's ARN. */
  public String arn() {
    return stream.arn();
  }

  /**
   * Returns the position of a copy of the table.
   *
   * @param begun when the copy began, or before, by DynamoDB's clock
   * @throws dev.sluice.failure.ResourceUnavailableException if the stream was turned on later
   */
  public StreamPosition copied(Instant begun) {
    return StreamPosition.ofCopy(stream.arn(), begun);
  }

  /**
   * Finds the end of the stream as it is now.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if changes after the position are missing, or it is of
   *     another stream
   */
  public StreamPosition end(StreamPosition from) {
    StreamFollower follower = StreamFollower.of(settings.stream(), stream, from, reading);
    return follower.until(follower.now(), Long.MAX_VALUE);
  }

  /** Returns the columns of the items that a sample of the changes finds. Consumes no read units. */
  public StructType columns() {
    return TableProbes.images(settings, stream);
  }

  /**
   * Returns the changes between two positions.
   *
   * @param items the columns of the items, with type tags
   */
  public Dataset<Row> rows(SparkSession spark, StructType items, StreamSpan span) {
    return rows(spark, probe(items), span);
  }

  /** Returns the same changes; those that cannot be decoded are rows of nothing but their text, in a column. */
  public Dataset<Row> rows(
      SparkSession spark, StructType items, StreamSpan span, String unreadable) {
    return rows(spark, probe(items).keeping(unreadable), span);
  }

  private TableProbe probe(StructType items) {
    return TableProbes.open(settings.having(ChangeColumns.of(items)));
  }

  private Dataset<Row> rows(SparkSession spark, TableProbe probe, StreamSpan span) {
    return SluiceProvider.load(spark, PlannedRead.of(probe, reading.of(span)));
  }
}
