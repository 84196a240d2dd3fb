package dev.sluice.job;

import static dev.sluice.job.Permissions.Permission.unrecorded;
import static dev.sluice.job.Permissions.Permission.used;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of a role on each kind of resource. {@code init} prints a policy of them; the roles of the templates in
 * {@code jobs/} repeat those that {@code run} needs. Writing a table from Spark ({@code df.write}) is no command and not
 * among them.
 */
enum Permissions {
  /** On each table that is read, and on the index that is read in its place. */
  READ_TABLES(
      "ReadTables",
      used("dynamodb:DescribeTable"),
      used("dynamodb:DescribeTimeToLive"),
      used("dynamodb:Scan"),
      used("dynamodb:Query")),

  /** On each table that is read, by plan alone, which says less where it is denied. */
  PLAN_TABLES("PlanTables", used("dynamodb:DescribeContinuousBackups")),

  /** On the summary table, by publish and summary; others describe it too, and go on where that is denied. */
  SUMMARY_ROWS(
      "SummaryRows",
      used("dynamodb:DescribeTable"),
      used("dynamodb:PutItem"),
      used("dynamodb:UpdateItem"),
      used("dynamodb:Query")),

  /** On the summary table, by init alone. */
  SUMMARY_CREATION(
      "SummaryCreation",
      used("dynamodb:CreateTable"),
      used("dynamodb:DescribeTimeToLive"),
      used("dynamodb:UpdateTimeToLive")),

  /** On everything under the dataset's root. */
  SNAPSHOTS(
      "Snapshots",
      used("s3:GetObject"),
      used("s3:PutObject"),
      used("s3:DeleteObject"),
      unrecorded(
          "s3:AbortMultipartUpload",
          "a file in several parts whose task fails is given up, and its parts removed")),

  /** On the report, where it does not lie under the root. */
  REPORT("Report", used("s3:GetObject"), used("s3:PutObject")),

  /** On a bucket. */
  LISTING("List", used("s3:ListBucket")),

  /** On {@code aws.role-arn}. */
  ROLE("AssumeRole", unrecorded("sts:AssumeRole", "aws.role-arn says so; emulators have no roles"));

  private final String sid;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Permission> permissions;

  Permissions(String sid, Permission... permissions) {
    this.sid = sid;
    this.permissions = List.of(permissions);
  }

  /** The statement's name. */
  String sid() {
    return sid;
  }

  List<Permission> permissions() {
    return permissions;
  }

  List<String> actions() {
    return permissions.stream().map(Permission::action).toList();
  }

  /**
   * A call that a role may make.
   *
   * @param action as IAM names it, such as {@code dynamodb:Scan}
   * @param reason why it is there though no recorded command makes the call; null where one does
   */
  record Permission(String action, @Nullable String reason) {
    /** A call that commands make: a test records them. */
    static Permission used(String action) {
      return new Permission(action, null);
    }

    /** A call that none of the recorded commands makes. */
    static Permission unrecorded(String action, String reason) {
      return new Permission(action, reason);
    }
  }
}
