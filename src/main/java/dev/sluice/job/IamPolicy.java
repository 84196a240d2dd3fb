package dev.sluice.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.AccessPath;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportLocation;
import dev.sluice.job.settings.JobSettings;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SnapshotSettings;
import dev.sluice.job.settings.SourceSettings;
import dev.sluice.job.settings.TableReads;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** Builds the smallest IAM policy under which every command works with these settings. */
final class IamPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> S3 = Set.of("s3", "s3a");
  private static final String ALIAS = "alias/";

  private final Settings settings;
  private final ArrayNode statements = JSON.createArrayNode();

  IamPolicy(Settings settings) {
    this.settings = settings;
  }

  /** Returns the policy for the one configuration, or for all sources and the board of all. */
  static ObjectNode of(JobSettings settings) {
    if (settings.sources().isEmpty()) {
      return new IamPolicy(settings.shared()).json();
    }
    PolicyUnion all = new PolicyUnion();
    settings.sources().values().forEach(source -> all.add(new IamPolicy(source).statements()));
    IamPolicy board = new IamPolicy(settings.shared());
    board.summary();
    board.role();
    all.add(board.statements);
    return policy(all.statements());
  }

  ObjectNode json() {
    return policy(statements());
  }

  private static ObjectNode policy(ArrayNode statements) {
    ObjectNode policy = JSON.createObjectNode();
    policy.put("Version", "2012-10-17");
    policy.set("Statement", statements);
    return policy;
  }

  private ArrayNode statements() {
    tables();
    export();
    requestedExport();
    lake();
    summary();
    snapshots();
    report();
    role();
    return statements;
  }

  private void tables() {
    List<TableRead> tables = TableReads.of(settings).stream()
        .filter(read ->
            read.settings().export() == null && read.settings().kind() != AccessPath.Kind.PITR)
        .toList();
    if (!tables.isEmpty()) {
      allow(Permissions.READ_TABLES, tables.stream().flatMap(this::read).toList());
      allow(
          Permissions.PLAN_TABLES,
          tables.stream().map(read -> table(read.table())).toList());
    }
  }

  private void lake() {
    SnapshotSettings.Iceberg iceberg = settings.snapshot().iceberg();
    if (settings.source().kind() == AccessPath.Kind.STREAM) {
      List<String> streams =
          followed().stream().map(table -> table + "/stream/*").toList();
      allow(Permissions.READ_STREAMS, streams);
    }
    if (iceberg == null || iceberg.catalog() == null) {
      return;
    }
    LakeCatalogRights catalog = LakeCatalogRights.of(iceberg.catalog(), new SparkConf());
    if (catalog.isGlue()) {
      String glue = "arn:" + partition() + ":glue:" + region() + ":*:";
      String database = catalog.database();
      allow(
          Permissions.LAKE_CATALOG,
          List.of(
              glue + "catalog", glue + "database/" + database, glue + "table/" + database + "/*"));
    }
    String warehouse = catalog.warehouse();
    if (warehouse != null) {
      URI folder = URI.create(warehouse);
      allow(Permissions.LAKE_FILES, List.of(arn(folder) + "/*"));
      list(folder, Permissions.LAKE_FILES);
    }
  }

  private void export() {
    SourceSettings source = settings.source();
    ExportLocation export = source.export();
    if (export == null || source.table() == null) {
      return;
    }
    allow(Permissions.DESCRIBE_TABLES, List.of(table(source.table())));
    if (export.isS3()) {
      String bucket = "arn:" + partition() + ":s3:::" + export.bucket();
      String prefix = escaped(export.prefix());
      allow(Permissions.EXPORT_FILES, List.of(bucket + "/" + prefix + "/*"));
      list(Permissions.EXPORT_FILES, bucket, prefix);
    } else if (export.isArn()) {
      // DynamoDB tells the bucket when the run begins
      String within = "AWSDynamoDB/" + export.text().replaceFirst(".*/", "");
      allow(Permissions.EXPORTS, List.of(export.text()));
      allow(Permissions.EXPORT_FILES, List.of("arn:" + partition() + ":s3:::*/" + within + "/*"));
      list(Permissions.EXPORT_FILES, "arn:" + partition() + ":s3:::*", "*" + within);
    }
  }

  private void requestedExport() {
    SourceSettings source = settings.source();
    ExportDestination destination = source.destination();
    if (!mayRequest(source) || destination == null || source.table() == null) {
      return;
    }
    String table = table(source.table());
    if (source.kind() == AccessPath.Kind.PITR) {
      allow(Permissions.DESCRIBE_TABLES, List.of(table));
      allow(Permissions.PLAN_EXPORTED_TABLES, List.of(table));
    }
    List<String> tables = source.kind() == AccessPath.Kind.PITR ? followed() : List.of(table);
    allow(Permissions.EXPORT_REQUESTS, tables);
    allow(Permissions.EXPORTS, tables.stream().map(each -> each + "/export/*").toList());
    allow(Permissions.EXPORT_LISTS, List.of("*"));
    String bucket = "arn:" + partition() + ":s3:::" + destination.bucket();
    String root = escaped(destination.root());
    allow(Permissions.EXPORT_WRITES, List.of(bucket + "/" + root + "/*"));
    allow(Permissions.EXPORT_FILES, List.of(bucket + "/" + root + "/*"));
    list(Permissions.EXPORT_FILES, bucket, root);
    String key = destination.kmsKey();
    if (key != null) {
      allowKey(key);
    }
  }

  /** Returns the tables whose changes are followed: in Iceberg those of labels and of experiments too. */
  private List<String> followed() {
    boolean isLake = settings.snapshot().iceberg() != null;
    return TableReads.of(settings).stream()
        .filter(read -> read.role() == Role.SOURCE || (isLake && read.settings().index() == null))
        .map(read -> table(read.table()))
        .toList();
  }

  private static boolean mayRequest(SourceSettings source) {
    boolean chooses =
        source.kind() == AccessPath.Kind.AUTO && source.export() == null && source.index() == null;
    return chooses || source.kind() == AccessPath.Kind.PITR;
  }

  /** Allows a key by its id or ARN, or all keys that have an alias: a policy does not know a key by its alias. */
  private void allowKey(String idArnOrAlias) {
    int alias = idArnOrAlias.indexOf(ALIAS);
    String arn = idArnOrAlias.startsWith("arn:")
        ? idArnOrAlias
        : "arn:" + partition() + ":kms:" + region() + ":*:" + (alias < 0 ? "key/" : "")
            + idArnOrAlias;
    if (alias < 0) {
      allow(Permissions.EXPORT_KEY, List.of(arn));
      return;
    }
    String keys = arn.substring(0, arn.indexOf(ALIAS)) + "key/*";
    allow(Permissions.EXPORT_KEY.sid(), Permissions.EXPORT_KEY, List.of(keys))
        .putObject("Condition")
        .putObject("ForAnyValue:StringEquals")
        .put("kms:ResourceAliases", idArnOrAlias.substring(alias));
  }

  /** Returns the resources of a read. The table is described even if only its index is read. */
  private Stream<String> read(TableRead read) {
    String table = table(read.table());
    String index = read.settings().index();
    return index == null ? Stream.of(table) : Stream.of(table, table + "/index/" + index);
  }

  private void summary() {
    List<String> table = List.of(table(settings.summary().table()));
    allow(Permissions.SUMMARY_ROWS, table);
    allow(Permissions.SUMMARY_CREATION, table);
  }

  private void snapshots() {
    URI root = settings.snapshot().root();
    if (root != null && isOnS3(root)) {
      allow(Permissions.SNAPSHOTS, List.of(arn(root) + "/*"));
      list(root, Permissions.SNAPSHOTS);
    }
  }

  private void report() {
    URI report = settings.reportPath();
    if (report != null && isOnS3(report)) {
      allow(Permissions.REPORT, List.of(arn(report)));
      list(report, Permissions.REPORT);
    }
  }

  /**
   * Allows to list a location. Without this permission S3 denies access to a missing object instead of reporting it
   * missing. That request has no prefix, so the condition must accept its absence.
   */
  private void list(URI location, Permissions of) {
    list(of, bucket(location), path(location).replaceFirst("^/", ""));
  }

  private void list(Permissions of, String bucket, String prefix) {
    ObjectNode list =
        allow(of.sid() + Permissions.LISTING.sid(), Permissions.LISTING, List.of(bucket));
    if (!prefix.isEmpty()) {
      ArrayNode prefixes =
          list.putObject("Condition").putObject("StringLikeIfExists").putArray("s3:prefix");
      Stream.of(prefix, prefix + "/*").forEach(prefixes::add);
    }
  }

  private static boolean isOnS3(URI location) {
    return S3.contains(String.valueOf(location.getScheme()));
  }

  private void role() {
    if (settings.aws().roleArn() != null) {
      allow(Permissions.ROLE, List.of(settings.aws().roleArn()));
    }
  }

  private void allow(Permissions permissions, List<String> resources) {
    allow(permissions.sid(), permissions, resources);
  }

  private ObjectNode allow(String sid, Permissions permissions, List<String> resources) {
    ObjectNode statement = statements.addObject();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    permissions.actions().forEach(statement.putArray("Action")::add);
    resources.forEach(statement.putArray("Resource")::add);
    return statement;
  }

  private String arn(URI location) {
    return bucket(location) + path(location);
  }

  private String bucket(URI location) {
    return "arn:" + partition() + ":s3:::" + location.getAuthority();
  }

  /** Returns a path with {@code *}, {@code ?} and {@code $} escaped, which are wildcards or variables in a policy. */
  private static String path(URI location) {
    return escaped(location.getPath() == null ? "" : location.getPath());
  }

  private static String escaped(String path) {
    return path.replaceAll("[*?$]", "\\${$0}");
  }

  private String table(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : "arn:" + partition() + ":dynamodb:" + region() + ":*:table/" + nameOrArn;
  }

  private String region() {
    String region = settings.aws().region();
    return region == null ? "*" : region;
  }

  private String partition() {
    String region = String.valueOf(settings.aws().region());
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
