package dev.sluice.dataset.lake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A catalog of Iceberg tables in a folder, whose process may die. */
record NightCatalog(String name, Path warehouse) {
  /** Returns a new session that has it. Sessions keep tables of theirs for a while. */
  SparkSession session() {
    // what is set in a session is not passed on to the one that a command has beside it
    SparkConf conf = TestSpark.session().sparkContext().conf();
    String prefix = "spark.sql.catalog." + name;
    conf.set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    conf.set(prefix + ".type", "hadoop");
    conf.set(prefix + ".warehouse", warehouse.toUri().toString());
    conf.set(prefix + ".io-impl", MortalFileIO.class.getName());
    return TestSpark.interpreted();
  }

  /** Returns the rows of the snapshot that a manifest names, with type tags. */
  Dataset<Row> rows(JsonNode manifest, String table) {
    JsonNode iceberg = manifest.at("/tables/" + table + "/iceberg");
    LakeName of = LakeName.of(name, iceberg.path("namespace").asText(), table);
    Dataset<Row> rows = session().table(of.sqlOf(iceberg.path("snapshotId").asLong()));
    StructType columns = LakeColumns.items(rows.schema());
    for (String own : List.of(LakeColumns.DAY, LakeColumns.DELETED_AT)) {
      // a table without times has no days
      columns =
          List.of(rows.columns()).contains(own) ? columns.add(rows.schema().apply(own)) : columns;
    }
    return TaggedRows.of(rows, columns);
  }
}
