package dev.sluice.dataset;

import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Where holders meet: what they write to, and how one of their requests is held. */
interface Ground extends AutoCloseable {
  /** A root that nothing has been written to. */
  URI root();

  /** How this process reaches a root. */
  StoreAccess access(URI root);

  /** A holder in a process of its own. */
  Held start(String table) throws IOException;

  /** A file of the snapshot, where DuckDB can read it. */
  Path fetched(URI root, String path) throws IOException;

  /** Paths in the root that somebody asked to be deleted. */
  java.util.Set<String> deleted(URI root);

  @Override
  void close();

  /** A holder's process, and one of its requests that is held. */
  interface Held extends AutoCloseable {
    /** Begins an export. */
    void begin(Holder.Task task);

    /** Waits until it is held at the moment, or has ended. */
    boolean isHeld();

    /** How many of its requests counted. */
    int seen();

    Holder process();

    /** It goes on, if it was suspended or held: how the export has come to its end. */
    String end();

    /** What it sent and lost sight of arrives now. */
    void deliver();

    @Override
    void close();
  }

  static AwsSettings through(AwsSettings direct, URI s3) {
    return new AwsSettings(direct.region(), direct.dynamoDbEndpoint(), s3, direct.roleArn());
  }

  /** Waits for the first of them. */
  static void first(CompletableFuture<?> one, CompletableFuture<?> other) {
    CompletableFuture.anyOf(one, other)
        .orTimeout(5, java.util.concurrent.TimeUnit.MINUTES)
        .join();
  }
}
