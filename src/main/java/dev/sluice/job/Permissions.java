package dev.sluice.job;

import static dev.sluice.job.Permissions.Permission.unrecorded;
import static dev.sluice.job.Permissions.Permission.used;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of a role on each kind of resource. {@code init} prints them as a policy; the roles of the templates
 * in {@code jobs/} repeat those that {@code run} needs. Writing a table from Spark ({@code df.write}) is not a command,
 * so its permissions are not included.
 */
enum Permissions {
  /** On each table that is read, and on the index that is read instead of it. */
  READ_TABLES(
      "ReadTables",
      used("dynamodb:DescribeTable"),
      used("dynamodb:DescribeTimeToLive"),
      used("dynamodb:Scan"),
      used("dynamodb:Query")),

  /** On a table of which an export is read: its keys and its TTL. */
  DESCRIBE_TABLES(
      "DescribeTables", used("dynamodb:DescribeTable"), used("dynamodb:DescribeTimeToLive")),

  /** On the files of an export. */
  EXPORT_FILES("ExportFiles", used("s3:GetObject")),

  /** On an export that is named by its ARN. */
  EXPORTS(
      "Exports",
      unrecorded(
          "dynamodb:DescribeExport",
          "source.export-path may be an ARN, and the export that source.kind = pitr or auto requests has one")),

  /** On a table of which exports are requested. */
  EXPORT_REQUESTS(
      "ExportRequests",
      unrecorded(
          "dynamodb:ExportTableToPointInTime", "only source.kind = pitr and auto request exports")),

  /** On all exports of the account and region: IAM knows no narrower resource of this action. */
  EXPORT_LISTS(
      "ExportLists",
      unrecorded(
          "dynamodb:ListExports",
          "a run that is started again hours after it has requested an export looks for it")),

  /** On the files of an export that is requested: DynamoDB writes them with the permissions of the role that requests. */
  EXPORT_WRITES(
      "ExportWrites",
      unrecorded("s3:PutObject", "DynamoDB writes requested exports"),
      unrecorded("s3:PutObjectAcl", "DynamoDB writes requested exports"),
      unrecorded("s3:AbortMultipartUpload", "DynamoDB writes requested exports")),

  /** On the key with which requested exports are encrypted. */
  EXPORT_KEY(
      "ExportKey",
      unrecorded("kms:GenerateDataKey", "DynamoDB encrypts with source.export.kms-key"),
      unrecorded("kms:Decrypt", "source.export.kms-key encrypts the export that is read")),

  /**
   * On each table that is read, for plan, and for a run that may choose an export; if it is denied, point-in-time recovery
   * is unknown, and no export is chosen.
   */
  PLAN_TABLES("PlanTables", used("dynamodb:DescribeContinuousBackups")),

  /** On the Stream of a table that is kept in Iceberg by its changes. */
  READ_STREAMS(
      "ReadStreams",
      unrecorded("dynamodb:DescribeStream", Permissions.STREAM),
      unrecorded("dynamodb:GetShardIterator", Permissions.STREAM),
      unrecorded("dynamodb:GetRecords", Permissions.STREAM)),

  /**
   * On a table of which exports are requested: for plan, which samples the table itself, and for runs that keep a table in
   * Iceberg by exports of its changes, which need no Scan.
   */
  PLAN_EXPORTED_TABLES(
      "PlanExportedTables", used("dynamodb:DescribeContinuousBackups"), used("dynamodb:Scan")),

  /** On the summary table, for publish and summary; other commands describe it too, and continue if that is denied. */
  SUMMARY_ROWS(
      "SummaryRows",
      used("dynamodb:DescribeTable"),
      used("dynamodb:PutItem"),
      used("dynamodb:UpdateItem"),
      used("dynamodb:Query")),

  /** On the summary table, for init only. */
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

  /** On the database and the tables of Iceberg in Glue's catalog. */
  LAKE_CATALOG(
      "LakeCatalog",
      unrecorded("glue:GetDatabase", Permissions.GLUE),
      unrecorded("glue:CreateDatabase", Permissions.GLUE),
      unrecorded("glue:GetTable", Permissions.GLUE),
      unrecorded("glue:CreateTable", Permissions.GLUE),
      unrecorded("glue:UpdateTable", Permissions.GLUE)),

  /** On the files of Iceberg tables, below the catalog's warehouse. */
  LAKE_FILES(
      "LakeFiles",
      unrecorded("s3:GetObject", Permissions.WAREHOUSE),
      unrecorded("s3:PutObject", Permissions.WAREHOUSE),
      unrecorded("s3:DeleteObject", Permissions.WAREHOUSE),
      unrecorded("s3:AbortMultipartUpload", Permissions.WAREHOUSE)),

  /** On the report, if it is outside the root. */
  REPORT("Report", used("s3:GetObject"), used("s3:PutObject")),

  /** On a bucket. */
  LISTING("List", used("s3:ListBucket")),

  /** On {@code aws.role-arn}. */
  ROLE("AssumeRole", unrecorded("sts:AssumeRole", "aws.role-arn says so; emulators have no roles"));

  private static final String STREAM = "only source.kind = stream reads it";
  private static final String GLUE =
      "dataset.catalog is one of Glue's; emulators of tests have a catalog in a folder";
  private static final String WAREHOUSE =
      "the warehouse of dataset.catalog has the tables; tests have a catalog in a folder";

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
   * @param reason the reason for the permission if no recorded command makes the call; null if one does
   */
  record Permission(String action, @Nullable String reason) {
    /** Creates a permission for a call that commands make; a test records these calls. */
    static Permission used(String action) {
      return new Permission(action, null);
    }

    /** Creates a permission for a call that none of the recorded commands makes. */
    static Permission unrecorded(String action, String reason) {
      return new Permission(action, reason);
    }
  }
}
