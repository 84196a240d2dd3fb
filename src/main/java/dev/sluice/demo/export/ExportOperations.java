package dev.sluice.demo.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations that the front answers, by DynamoDB's protocol. Thread-safe. */
final class ExportOperations {
  private static final String VERSION = "DynamoDB_20120810.";
  private static final Set<String> NAMES = Set.of(
      "ExportTableToPointInTime",
      "DescribeExport",
      "ListExports",
      "DescribeContinuousBackups",
      "UpdateContinuousBackups");

  private static final Pattern EXPORT_ARN = Pattern.compile("arn:.*:table/.+/export/.+");
  private static final int PAGE = 25;
  private static final int DAYS = 35;

  private final RecoverableTables tables;
  private final Exports exports;
  private final MovableClock clock;

  ExportOperations(RecoverableTables tables, Exports exports, MovableClock clock) {
    this.tables = tables;
    this.exports = exports;
    this.clock = clock;
  }

  /** Returns whether a request is for one of these, by its header {@code X-Amz-Target}. */
  static boolean has(String target) {
    return target.startsWith(VERSION) && NAMES.contains(target.substring(VERSION.length()));
  }

  /**
   * Answers a request.
   *
   * @param target of one of these
   * @throws ServiceException if DynamoDB would refuse it
   */
  ObjectNode answer(String target, Parameters given) {
    return switch (target.substring(VERSION.length())) {
      case "ExportTableToPointInTime" -> export(given);
      case "DescribeExport" -> describe(given.text("ExportArn"));
      case "ListExports" -> list(given);
      case "UpdateContinuousBackups" -> update(given);
      default -> backups(tableName(given.text("TableName")));
    };
  }

  private ObjectNode export(Parameters given) {
    ExportRequest request = ExportRequest.of(given);
    String token = given.optional("ClientToken");
    return ExportAnswers.started(
        exports.start(request, token == null ? UUID.randomUUID().toString() : token));
  }

  private ObjectNode describe(String arn) {
    if (!EXPORT_ARN.matcher(arn).matches()) {
      throw ServiceException.invalid("Invalid Export ARN");
    }
    return ExportAnswers.described(exports
        .find(arn)
        .orElseThrow(
            () -> ServiceException.of("ExportNotFoundException", "Export not found: " + arn)));
  }

  private ObjectNode list(Parameters given) {
    int most = given.number("MaxResults", 1, PAGE, PAGE);
    String table = given.matching("TableArn", ExportRequest.TABLE);
    List<Export> all = after(
        given.optional("NextToken"),
        exports.ofTables().stream()
            .filter(export -> table == null || export.request().tableArn().equals(table))
            .toList());
    List<Export> page = all.stream().limit(most).toList();
    return ExportAnswers.listed(page, all.size() > most);
  }

  private static List<Export> after(@Nullable String token, List<Export> exports) {
    if (token == null) {
      return exports;
    }
    List<String> arns = exports.stream().map(Export::arn).toList();
    if (!arns.contains(token)) {
      throw ServiceException.invalid("Invalid NextToken for ListExports");
    }
    return exports.subList(arns.indexOf(token) + 1, exports.size());
  }

  private ObjectNode update(Parameters given) {
    String name = tableName(given.text("TableName"));
    Parameters wanted = given.in("PointInTimeRecoverySpecification");
    if (wanted == null) {
      throw ServiceException.missing("pointInTimeRecoverySpecification");
    }
    boolean enabled = wanted.flag("PointInTimeRecoveryEnabled");
    int days = wanted.number("RecoveryPeriodInDays", 1, DAYS, DAYS);
    if (enabled) {
      tables.enable(name, days);
    } else {
      tables.disable(name);
    }
    return backups(name);
  }

  private ObjectNode backups(String name) {
    Optional<RecoverableTable> table = tables.find(name);
    return ExportAnswers.backups(table, clock.instant());
  }

  /** Returns a table's name, of its name or ARN. */
  private String tableName(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? tables.describedByArn(nameOrArn).tableName() : nameOrArn;
  }
}
