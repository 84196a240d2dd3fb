package dev.sluice.summary;

import dev.sluice.failure.Printable;
import dev.sluice.summary.PublishResult.ForeignRow;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes and reads RUN rows. */
record RunRows(DynamoDbClient client, String table, Keys keys, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(RunRows.class);

  /** Writes a run's row, unless the stored one is closer to its end. Its announcements are stored in any case. */
  void write(RunRecord run, RowFactory rowFactory, List<Announcement> announcements) {
    Row row = RunRow.of(run, keys, rowFactory, announcements);
    ForeignRow foreign =
        new RowWriter(client, table, false, ClaimedRows.NONE, clock).write(row).foreign();
    if (foreign != null) {
      LOG.warn(
          "Summary table: row {} {}: {}",
          Printable.message(foreign.key().toString()),
          foreign.replaced()
              ? "was not written by Sluice and is replaced"
              : "stays, though others have changed it",
          Printable.message(foreign.reason()));
    }
  }

  /** Reads what all publications announce now. */
  PublicationLog log(Position mine) {
    OwnRows own = new OwnRows(clock.instant());
    return PublicationLog.read(
        client, table, keys.runPartition(), position -> own.isCredible(position, mine));
  }
}
