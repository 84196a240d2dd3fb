package dev.sluice.bench.contestant;

import org.apache.hadoop.dynamodb.DynamoDBConstants;
import org.apache.hadoop.dynamodb.DynamoDBItemWritable;
import org.apache.hadoop.dynamodb.read.DynamoDBInputFormat;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapred.JobConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** awslabs' EMR connector by its Hadoop input format, as AWS's own examples use it from Spark. */
final class EmrConnector implements Contestant {
  /** Far above what any core reads: its rate limit is not what is measured. */
  private static final String READ_UNITS = "10000000";

  @Override
  public Dataset<Row> rows(Scene scene) {
    AttributeRows rows = new AttributeRows(scene.columns());
    JavaRDD<Row> items = JavaSparkContext.fromSparkContext(scene.spark().sparkContext())
        .hadoopRDD(conf(scene), DynamoDBInputFormat.class, Text.class, DynamoDBItemWritable.class)
        .map(item -> rows.row(item._2().getItem()));
    return scene.spark().createDataFrame(items, scene.columns());
  }

  private static JobConf conf(Scene scene) {
    Task task = scene.task();
    JobConf conf = new JobConf(scene.spark().sessionState().newHadoopConf());
    conf.set(DynamoDBConstants.INPUT_TABLE_NAME, task.table().tableName());
    conf.set(DynamoDBConstants.ENDPOINT, task.endpoint().toString());
    conf.set(DynamoDBConstants.REGION, Scene.REGION);
    conf.set(DynamoDBConstants.READ_THROUGHPUT, READ_UNITS);
    conf.set(DynamoDBConstants.THROUGHPUT_READ_PERCENT, "1.0");
    conf.set(DynamoDBConstants.READ_THROUGHPUT_AUTOSCALING, "false");
    conf.setInt(DynamoDBConstants.SCAN_SEGMENTS, task.conditions().segments());
    conf.setInt(DynamoDBConstants.MAX_MAP_TASKS, task.conditions().segments());
    conf.setBoolean(DynamoDBConstants.YARN_RESOURCE_MANAGER_ENABLED, false);
    var description = scene.source().description();
    conf.setFloat(
        DynamoDBConstants.AVG_ITEM_SIZE,
        (float) description.sizeBytes() / Math.max(1, description.itemCount()));
    return conf;
  }
}
