package dev.sluice.job;

import static dev.sluice.job.Right.besides;
import static dev.sluice.job.Right.used;

import java.util.List;

/**
 * What a role is allowed on each kind of resource: the one list that {@code init} prints a policy of, and that the roles of
 * the templates in {@code jobs/} repeat as far as {@code run} needs it. Writing a table from Spark ({@code df.write}) is no
 * command and not in it.
 */
enum Rights {
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
      besides(
          "s3:AbortMultipartUpload",
          "a file in several parts whose task fails is given up, and its parts removed")),

  /** On the report, where it does not lie under the root. */
  REPORT("Report", used("s3:GetObject"), used("s3:PutObject")),

  /** On a bucket. */
  LISTING("List", used("s3:ListBucket")),

  /** On {@code aws.role-arn}. */
  ROLE("AssumeRole", besides("sts:AssumeRole", "aws.role-arn says so; emulators have no roles"));

  private final String sid;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Right> rights;

  Rights(String sid, Right... rights) {
    this.sid = sid;
    this.rights = List.of(rights);
  }

  /** The statement's name. */
  String sid() {
    return sid;
  }

  List<Right> rights() {
    return rights;
  }

  List<String> actions() {
    return rights.stream().map(Right::action).toList();
  }
}
