package dev.sluice.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.TableRead;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The least IAM policy under which every command works with these settings. */
final class IamPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> S3 = Set.of("s3", "s3a");

  private final Settings settings;
  private final ArrayNode statements = JSON.createArrayNode();

  IamPolicy(Settings settings) {
    this.settings = settings;
  }

  ObjectNode json() {
    tables();
    summary();
    bucket(settings.snapshot().root(), "Snapshots", true);
    bucket(settings.reportPath(), "Report", false);
    role();
    ObjectNode policy = JSON.createObjectNode();
    policy.put("Version", "2012-10-17");
    policy.set("Statement", statements);
    return policy;
  }

  private void tables() {
    List<String> arns = settings.tables().stream().flatMap(this::read).toList();
    if (!arns.isEmpty()) {
      allow(
          "ReadTables",
          List.of(
              "dynamodb:DescribeTable",
              "dynamodb:DescribeTimeToLive",
              "dynamodb:Scan",
              "dynamodb:Query"),
          arns);
    }
  }

  /** The table is described even where only its index is read; a filter may be answered by any of its indexes. */
  private Stream<String> read(TableRead read) {
    String table = table(read.table());
    String index = read.options().getOrDefault("index", read.filter() == null ? "" : "*");
    return index.isEmpty() ? Stream.of(table) : Stream.of(table, table + "/index/" + index);
  }

  private void summary() {
    String table = table(settings.summary().table());
    allow(
        "SummaryTable",
        List.of(
            "dynamodb:CreateTable",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:UpdateTimeToLive",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:GetItem",
            "dynamodb:Query"),
        List.of(table));
    allow(
        "SummaryWindows",
        List.of("dynamodb:Query"),
        List.of(table + "/index/" + SummaryTable.BY_WINDOW));
  }

  /** A folder of objects, or one object; nothing where it is not on S3. */
  private void bucket(@Nullable URI location, String name, boolean folder) {
    if (location == null || !S3.contains(String.valueOf(location.getScheme()))) {
      return;
    }
    String bucket = "arn:" + partition() + ":s3:::" + location.getAuthority();
    String path = location.getPath() == null ? "" : location.getPath();
    List<String> actions =
        new ArrayList<>(List.of("s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"));
    if (folder) {
      actions.addAll(List.of("s3:DeleteObject", "s3:ListMultipartUploadParts"));
    }
    allow(name, actions, List.of(bucket + path + (folder ? "/*" : "")));
    ObjectNode list = allow(name + "List", List.of("s3:ListBucket"), List.of(bucket));
    String prefix = path.startsWith("/") ? path.substring(1) : path;
    if (!prefix.isEmpty()) {
      ArrayNode prefixes =
          list.putObject("Condition").putObject("StringLike").putArray("s3:prefix");
      Stream.of(prefix, prefix + "/*").forEach(prefixes::add);
    }
  }

  private void role() {
    if (settings.aws().roleArn() != null) {
      allow("AssumeRole", List.of("sts:AssumeRole"), List.of(settings.aws().roleArn()));
    }
  }

  private ObjectNode allow(String sid, List<String> actions, List<String> resources) {
    ObjectNode statement = statements.addObject();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    actions.forEach(statement.putArray("Action")::add);
    resources.forEach(statement.putArray("Resource")::add);
    return statement;
  }

  private String table(String nameOrArn) {
    String region = settings.aws().region() == null ? "*" : settings.aws().region();
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : "arn:" + partition() + ":dynamodb:" + region + ":*:table/" + nameOrArn;
  }

  private String partition() {
    String region = String.valueOf(settings.aws().region());
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
