package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** All exports, newest first. Thread-safe. */
final class Exports {
  /** The time during which a client token stands for its export. */
  private static final Duration TOKENS = Duration.ofHours(8);

  /** The time for which exports are known. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final RecoverableTables tables;
  private final MovableClock clock;
  private final S3Client s3;
  private final List<Export> exports = new ArrayList<>();
  private Behaviour behaviour = Behaviour.USUAL;

  Exports(RecoverableTables tables, MovableClock clock, S3Client s3) {
    this.tables = tables;
    this.clock = clock;
    this.s3 = s3;
  }

  /** Changes how further exports go. */
  synchronized void behave(Behaviour other) {
    behaviour = other;
  }

  /**
   * Starts an export, or returns the one that was started with the same token.
   *
   * @throws ServiceException if DynamoDB would refuse it
   */
  synchronized Export start(ExportRequest request, String token) {
    Instant now = clock.instant();
    finish();
    Optional<Export> same = exports.stream()
        .filter(
            known -> known.token().equals(token) && now.isBefore(known.started().plus(TOKENS)))
        .findFirst();
    if (same.isPresent()) {
      if (!same.get().request().equals(request)) {
        throw ServiceException.of(
            "ExportConflictException", "Duplicate request detected with a different request body");
      }
      return same.get();
    }
    Export started = begin(begun(request, token, now));
    exports.add(0, started);
    return started;
  }

  private Export begun(ExportRequest request, String token, Instant now) {
    TableDescription described = tables.describedByArn(request.tableArn());
    RecoverableTable table = tables
        .find(request.table())
        .orElseThrow(() -> ServiceException.of(
            "PointInTimeRecoveryUnavailableException",
            "Point in time recovery is not enabled for table '" + request.table() + "'"));
    long running = exports.stream().filter(known -> known.end() == null).count();
    if (running >= behaviour.concurrent()) {
      throw ServiceException.of(
          "LimitExceededException",
          "Too many concurrent exports: at most " + behaviour.concurrent() + " may run");
    }
    ExportTimes.check(request, table, now);
    return tables.alone(() -> {
      Instant started = clock.nextMillisecond();
      table.recorder().catchUp(started);
      return export(request, token, table, described, started, table.latest(now));
    });
  }

  private Export export(
      ExportRequest request,
      String token,
      RecoverableTable table,
      TableDescription described,
      Instant started,
      Instant latest) {
    ExportContent content = new ExportContent(table);
    Instant asked = request.time() == null ? started : request.time();
    ExportRequest.Window window = request.window();
    Instant time = window == null ? asked : window.end(latest);
    List<ExportRecord> records = window == null ? content.at(time) : content.changes(window, time);
    return new Export(
        request.tableArn() + "/export/" + id(started),
        token,
        table.created(),
        request,
        time,
        started,
        started.plus(behaviour.lasting()),
        Optional.ofNullable(described.tableSizeBytes()).orElse(0L),
        records.size(),
        records,
        failure(request),
        null);
  }

  /** Returns the failure with which an export will end; null: none. */
  private Export.@Nullable Failure failure(ExportRequest request) {
    String key = request.kmsKey();
    return key == null || key.equals(behaviour.kmsKey())
        ? behaviour.failure()
        : new Export.Failure("S3KMS.NotFoundException", "Key '" + key + "' does not exist");
  }

  private static String id(Instant now) {
    return String.format(
        Locale.ROOT,
        "%014d-%08x",
        now.toEpochMilli(),
        ThreadLocalRandom.current().nextInt());
  }

  /** Writes the first file. An export whose bucket cannot be written ends at once. */
  private Export begin(Export export) {
    String owner = export.request().bucketOwner();
    if (owner != null && !owner.equals(export.request().account())) {
      return export.ended(
          new Export.End(export.started(), new Export.Failure("S3AccessDenied", "Access Denied")));
    }
    try {
      new ExportFiles(s3, export).start();
      return export;
    } catch (SdkException e) {
      return export.ended(new Export.End(export.started(), failure(e)));
    }
  }

  /** Returns an export; empty if it is not known. */
  synchronized Optional<Export> find(String arn) {
    finish();
    return exports.stream().filter(known -> known.arn().equals(arn)).findFirst();
  }

  /** Returns the exports of all tables that exist. */
  synchronized List<Export> ofTables() {
    finish();
    return exports.stream()
        .filter(known -> tables
            .present(known.request().table())
            .filter(table -> table.creationDateTime().equals(known.tableCreated()))
            .isPresent())
        .toList();
  }

  /** Ends the exports whose time is over, and forgets old ones. */
  synchronized void finish() {
    Instant now = clock.instant();
    exports.removeIf(known -> known.started().isBefore(now.minus(KEPT)));
    exports.replaceAll(
        known -> known.end() == null && !now.isBefore(known.due()) ? ended(known, now) : known);
  }

  private Export ended(Export export, Instant now) {
    if (export.planned() != null) {
      return export.ended(new Export.End(now, export.planned()));
    }
    try {
      new ExportFiles(s3, export).write(now);
      return export.ended(new Export.End(now, null));
    } catch (SdkException e) {
      return export.ended(new Export.End(now, failure(e)));
    }
  }

  private static Export.Failure failure(SdkException thrown) {
    if (thrown instanceof S3Exception answer && answer.awsErrorDetails() != null) {
      return new Export.Failure(
          "S3" + answer.awsErrorDetails().errorCode(),
          String.valueOf(answer.awsErrorDetails().errorMessage()));
    }
    return new Export.Failure("UNKNOWN", String.valueOf(thrown.getMessage()));
  }
}
