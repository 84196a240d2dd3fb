package dev.sluice.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Options of other DynamoDB sources and of later versions of this one, with the replacement to name in the error. Names
 * contain letters and digits only.
 */
record ForeignOptions(Set<String> names, String instead) {
  private static final List<ForeignOptions> ALL = List.of(
      of(
          "Filter the DataFrame: .where(\"…\"). What DynamoDB can do of it is pushed down.",
          "filter",
          "where",
          "query",
          "filterexpression",
          "filterpushdown"),
      of(
          "Select columns of the DataFrame: other columns are not fetched.",
          "columns",
          "select",
          "projection"),
      of("Call .limit(n) on the DataFrame.", "limit", "itemlimit", "bytesperrcu"),
      of(
          "Writes have operation = put, update or delete.",
          "delete",
          "update",
          "writemode",
          "writeoperation",
          "operationtype"),
      of("Use condition.", "conditionexpression", "writecondition"),
      of(
          "Use null-values = keep or remove, with operation = update.",
          "ignorenullvalues",
          "ignorenulls"),
      of(
          "Use export-path, with the folder or the ARN of the export.",
          "export",
          "exportarn",
          "s3path",
          "dynamodbexport"),
      of(
          "Only the job distinguishes entity types: dataset.entity-by in its configuration.",
          "entityby",
          "entityseparator"),
      of("A read has one table: name it with table.", "paths"),
      of(
          "Use table.",
          "tablename",
          "dynamodbtable",
          "dynamodbtablename",
          "dynamodbinputtablename",
          "dynamodboutputtablename"),
      of("Use region.", "awsregion", "regionid", "dynamodbregionid", "dynamodbregion"),
      of("Use endpoint.", "dynamodbendpoint", "endpointurl", "serviceendpoint"),
      of(
          "Use percent.",
          "readcapacitypct",
          "readcapacitypercent",
          "targetcapacity",
          "dynamodbthroughputreadpercent",
          "throughputreadpercent"),
      of(
          "Use max-write-units, or of a read max-read-units.",
          "writecapacitypct",
          "writecapacitypercent",
          "dynamodbthroughputwritepercent",
          "throughput"),
      of("Use consistent-read.", "stronglyconsistentreads", "stronglyconsistent", "consistent"),
      of(
          "Use segments.",
          "readpartitions",
          "partitions",
          "numpartitions",
          "splits",
          "dynamodbsplits",
          "totalsegments",
          "defaultparallelism"),
      of(
          "Use ddl for types that you know, and sample-items for those to be found.",
          "schema",
          "inferschema",
          "samplingratio"),
      of(
          "Credentials are those of the AWS SDK's default chain; role-arn names a role to assume.",
          "accesskey",
          "secretkey",
          "accesskeyid",
          "secretaccesskey",
          "awsaccesskey",
          "awssecretkey",
          "awsaccesskeyid",
          "awssecretaccesskey",
          "sessiontoken",
          "awssessiontoken",
          "profile",
          "credentials",
          "awscredentialsprovider"));

  private static ForeignOptions of(String instead, String... names) {
    return new ForeignOptions(Set.of(names), instead);
  }

  /** Returns the remedy for a foreign name; empty if the name is unknown. */
  static Optional<String> instead(String name) {
    return ALL.stream()
        .filter(option -> option.names.contains(name))
        .map(ForeignOptions::instead)
        .findFirst();
  }
}
