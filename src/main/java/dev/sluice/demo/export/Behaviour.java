package dev.sluice.demo.export;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The course of exports.
 *
 * @param lasting the time that each takes, by the front's clock
 * @param concurrent the number that may be in progress at a time
 * @param failure the failure with which each ends; null: none
 * @param kmsKey the id of the one KMS key that there is; null: none
 */
record Behaviour(
    Duration lasting,
    int concurrent,
    Export.@Nullable Failure failure,
    @Nullable String kmsKey) {
  private static final int CONCURRENT = 300;

  /** Each ends at once; as many as DynamoDB allows. */
  static final Behaviour USUAL = new Behaviour(Duration.ZERO, CONCURRENT, null, null);

  /** Parses what {@code POST /sluice/exports} sends; what is missing is as usual. */
  static Behaviour of(Parameters given) {
    Duration lasting = given.duration("lasting");
    String code = given.optional("failureCode");
    String message = given.optional("failureMessage");
    return new Behaviour(
        lasting == null ? Duration.ZERO : lasting,
        given.number("concurrent", 0, CONCURRENT, CONCURRENT),
        code == null ? null : new Export.Failure(code, message == null ? code : message),
        given.optional("kmsKey"));
  }
}
