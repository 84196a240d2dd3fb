package dev.sluice.export;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.TableDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExportConflictException;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;
import software.amazon.awssdk.services.dynamodb.model.IncrementalExportSpecification;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;

/**
 * The export of a table that a run requests. Whoever requests it, and however often, DynamoDB makes one: the request has
 * a client token made from the run, by which DynamoDB knows it again for eight hours; later it is found in DynamoDB's
 * list. The point in time is that of the first request, as DynamoDB states it: it refuses times of the last five
 * minutes. Only an export that has failed is followed by another, when the run starts again.
 */
public final class RequestedExport {
  private static final Logger LOG = LoggerFactory.getLogger(RequestedExport.class);

  /** A client token stands for its export for eight hours; a request on its way takes some of them. */
  private static final Duration TOKEN_VALID = Duration.ofHours(7);

  /** Each has failed for a reason that someone had to mend. */
  private static final int MAX_ATTEMPTS = 20;

  private final DynamoDbClient client;
  private final TableDescription table;
  private final ExportDestination destination;
  private final ExportIdentity identity;
  private final @Nullable ExportSpan span;

  /**
   * Prepares the request. Nothing is sent yet.
   *
   * @param client which the caller closes
   * @param table described when this start of the run began
   * @param span the time whose changes are exported; null: all items are
   */
  public RequestedExport(
      DynamoDbClient client,
      TableDescription table,
      ExportDestination destination,
      ExportIdentity identity,
      @Nullable ExportSpan span) {
    this.client = client;
    this.table = table;
    this.destination = destination;
    this.identity = identity;
    this.span = span;
  }

  /**
   * Requests the export, unless that was done, and does not wait for it.
   *
   * @param wait while too many others are in progress
   * @throws DeniedRequestException if the role may not request it
   * @throws ResourceUnavailableException if DynamoDB refuses it
   */
  public void begin(ExportWait wait) {
    LOG.info("Table {}: export {} is requested", table.name(), current(wait).exportArn());
  }

  /**
   * Requests the export, or finds it, and waits until DynamoDB has finished it.
   *
   * @return the export's ARN
   * @throws DeniedRequestException if the role may not request it
   * @throws ResourceUnavailableException if DynamoDB refuses it, or it fails
   */
  public ExportLocation await(ExportWait wait) {
    ExportDescription found = current(wait);
    wait.begin(found.exportArn());
    while (found.exportStatus() == ExportStatus.IN_PROGRESS) {
      wait.pause(found.exportArn());
      found = described(found.exportArn());
    }
    if (found.exportStatus() != ExportStatus.COMPLETED) {
      throw ExportRefusals.failed(found);
    }
    LOG.info(
        "Table {}: export {} is completed, of {}, {} items",
        table.name(),
        found.exportArn(),
        found.exportTime(),
        found.itemCount());
    return new ExportLocation(found.exportArn());
  }

  /** Returns the export of the first attempt that did not fail before this start. */
  private ExportDescription current(ExportWait wait) {
    for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      ExportDescription found = requested(token(attempt), wait);
      if (!failedBefore(found)) {
        return found;
      }
      LOG.warn(
          "Table {}: export {} has failed ({}), so another one is requested",
          table.name(),
          found.exportArn(),
          found.failureCode());
    }
    return requested(token(MAX_ATTEMPTS), wait);
  }

  private String token(int attempt) {
    return identity.token(table.arn(), span == null ? "" : span.toString(), attempt);
  }

  private boolean failedBefore(ExportDescription found) {
    return found.exportStatus() == ExportStatus.FAILED
        && found.startTime().isBefore(table.describedAt());
  }

  private ExportDescription requested(String token, ExportWait wait) {
    Instant known = identity.firstStarted().plus(TOKEN_VALID);
    Optional<ExportDescription> listed =
        table.describedAt().isBefore(known) ? Optional.empty() : listed(token);
    listed.filter(found -> !failedBefore(found)).ifPresent(this::mustGoWhereWanted);
    // the answer to a repeated request may be that of the first one
    return listed.orElseGet(() -> described(begin(token, wait)));
  }

  /** As DynamoDB itself refuses it while it knows the token. */
  private void mustGoWhereWanted(ExportDescription found) {
    boolean same = destination.bucket().equals(found.s3Bucket())
        && Objects.requireNonNullElse(destination.prefix(), "")
            .equals(Objects.requireNonNullElse(found.s3Prefix(), ""))
        && destination.format().name().equals(found.exportFormatAsString())
        && isKeyOf(found.s3SseKmsKeyId())
        && isOwner(found.s3BucketOwner());
    if (!same) {
      throw ExportRefusals.otherSettings(
          table.name(), identity.runId(), "export " + found.exportArn() + " is of others", null);
    }
  }

  /** Returns whether a key may be the wanted one: one of the two may be an alias, or an ARN. */
  private boolean isKeyOf(@Nullable String found) {
    String wanted = destination.kmsKey();
    if (wanted == null || found == null) {
      return Objects.equals(wanted, found);
    }
    return isAlias(wanted) != isAlias(found) || lastPart(wanted).equals(lastPart(found));
  }

  private static boolean isAlias(String key) {
    return key.contains("alias/");
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** Returns whether a bucket's owner may be the wanted one: one of the two may not be stated. */
  private boolean isOwner(@Nullable String found) {
    String wanted = destination.bucketOwner();
    return wanted == null || found == null || wanted.equals(found);
  }

  /** Returns the request: a full export, of the time at which DynamoDB takes it, or one of the changes of a time. */
  private ExportTableToPointInTimeRequest request(String token) {
    return ExportTableToPointInTimeRequest.builder()
        .tableArn(table.arn())
        .s3Bucket(destination.bucket())
        .s3BucketOwner(destination.bucketOwner())
        .s3Prefix(destination.prefix())
        .s3SseAlgorithm(destination.kmsKey() == null ? null : S3SseAlgorithm.KMS)
        .s3SseKmsKeyId(destination.kmsKey())
        .exportFormat(destination.format().name())
        .clientToken(token)
        .exportType(span == null ? null : ExportType.INCREMENTAL_EXPORT)
        .incrementalExportSpecification(span == null ? null : specification(span))
        .build();
  }

  private static IncrementalExportSpecification specification(ExportSpan span) {
    return IncrementalExportSpecification.builder()
        .exportFromTime(span.from())
        .exportToTime(span.until())
        .exportViewType(ExportViewType.NEW_AND_OLD_IMAGES)
        .build();
  }

  private String begin(String token, ExportWait wait) {
    Optional<String> arn = begun(token, wait);
    while (arn.isEmpty()) {
      arn = begun(token, wait);
    }
    return arn.get();
  }

  /** Returns the ARN of the export; empty after a pause, because too many others were in progress. */
  private Optional<String> begun(String token, ExportWait wait) {
    return AwsFailures.translated("table " + table.name(), () -> {
      try {
        return Optional.of(
            client.exportTableToPointInTime(request(token)).exportDescription().exportArn());
      } catch (ExportConflictException e) {
        // other settings than before, as the remedy of a failed export asks for
        return Optional.of(listed(token)
            .filter(this::failedBefore)
            .orElseThrow(() -> refused(e))
            .exportArn());
      } catch (LimitExceededException e) {
        if (wait.pauseForOthers()) {
          return Optional.empty();
        }
        throw refused(e);
      } catch (DynamoDbException e) {
        throw refused(e);
      }
    });
  }

  private RuntimeException refused(DynamoDbException answer) {
    return span != null && answer instanceof InvalidExportTimeException
        ? ExportRefusals.outOfReach(table.name(), span, answer)
        : ExportRefusals.of(table.name(), identity.runId(), answer);
  }

  /** Finds an export whose token DynamoDB does not know again. */
  private Optional<ExportDescription> listed(String token) {
    return AwsFailures.translated(
        "exports of table " + table.name(),
        () -> client.listExportsPaginator(r -> r.tableArn(table.arn())).stream()
            .flatMap(page -> page.exportSummaries().stream())
            .flatMap(summary -> known(summary.exportArn()).stream())
            .filter(export -> token.equals(export.clientToken()))
            .findFirst());
  }

  private Optional<ExportDescription> known(String arn) {
    try {
      return Optional.of(client.describeExport(r -> r.exportArn(arn)).exportDescription());
    } catch (ExportNotFoundException e) {
      return Optional.empty();
    }
  }

  private ExportDescription described(String arn) {
    return AwsFailures.translated("export " + arn, () -> known(arn))
        .orElseThrow(() -> ExportFailures.refused(
            new ExportLocation(arn),
            "is not known to DynamoDB any more",
            "Start again with another --run-id."));
  }
}
