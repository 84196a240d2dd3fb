package dev.sluice.dataset;

import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A holder's process, and one of its requests that is held: in a bucket at its door, in a folder by a thread of its own. */
final class HeldHolder implements AutoCloseable {
  private final Holder process;
  private final HolderDoor door;

  private HeldHolder(Holder process, HolderDoor door) {
    this.process = process;
    this.door = door;
  }

  /**
   * Starts the process.
   *
   * @param s3 where its way to S3 leads by this door
   */
  static HeldHolder start(AwsSettings aws, URI s3, HolderDoor door, String table)
      throws IOException {
    AwsSettings through = new AwsSettings(aws.region(), aws.dynamoDbEndpoint(), s3, aws.roleArn());
    return new HeldHolder(Holder.start(through, table), door);
  }

  /** Begins an export, and waits until it is held at its moment or has ended: whether it is held. */
  boolean begin(Holder.Task task) {
    door.stopAt(task.moment());
    process.begin(task);
    CompletableFuture.anyOf(door.held(), process.line())
        .orTimeout(5, TimeUnit.MINUTES)
        .join();
    return door.held().isDone() || process.waits();
  }

  /** Likewise, and suspends all of its threads there. */
  boolean suspend(Holder.Task task) {
    boolean held = begin(task);
    if (held) {
      process.suspend();
    }
    return held;
  }

  /** It goes on, if it was suspended or held: how the export has come to its end. */
  String end() {
    process.wake();
    door.release();
    return process.end();
  }

  /** How many requests of the export counted. */
  int seen() {
    return Math.max(door.seen(), process.seen());
  }

  /** What it sent and lost sight of arrives now. */
  void deliver() {
    door.deliver();
  }

  @Override
  public void close() {
    process.close();
  }
}
