package dev.sluice.bench.contestant;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** audienceproject's data source, on the SDK of version 1. */
final class AudienceProject implements Contestant {
  /** Far above what any core reads, and low enough that its page limit, an int, does not overflow. */
  private static final String READ_UNITS = "1000000";

  @Override
  public void prepare(Scene scene) {
    // it has no option for either
    System.setProperty("aws.dynamodb.endpoint", scene.task().endpoint().toString());
    System.setProperty("aws.dynamodb.region", Scene.REGION);
  }

  @Override
  public Dataset<Row> rows(Scene scene) {
    Task task = scene.task();
    return scene
        .spark()
        .read()
        .format("dynamodb")
        .option("tableName", task.table().tableName())
        .option("readPartitions", task.conditions().segments())
        .option("throughput", READ_UNITS)
        .schema(scene.columns())
        .load();
  }
}
