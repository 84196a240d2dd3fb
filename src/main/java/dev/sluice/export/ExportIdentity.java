package dev.sluice.export;

import dev.sluice.item.Sha256;
import java.time.Instant;

/**
 * The identity of the export that a run requests. All starts of the run have the same, so that DynamoDB makes one export
 * for all of them.
 *
 * @param firstStarted when the run first started: other roots may have a run of the same id
 */
public record ExportIdentity(String runId, Instant firstStarted) {
  private static final int LENGTH = 36;

  /**
   * Returns the client token of an attempt: a further one follows an export that has failed.
   *
   * @param content a text for what is exported: a token stands for one content
   * @param attempt from 1
   */
  String token(String tableArn, String content, int attempt) {
    String of = String.join("\n", runId, firstStarted.toString(), tableArn, content, "" + attempt);
    return ("sluice-" + Sha256.of(of)).substring(0, LENGTH);
  }
}
