package dev.sluice.analytics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Models and versions that have figures of their own; the others are summed up under {@link Others#NAME}.
 *
 * @param models null: all
 * @param versions model → versions, for models whose versions are summed up in part
 */
public record Kept(@Nullable Set<String> models, Map<String, Set<String>> versions, Others others) {
  /** Keeps all models and versions. */
  public static final Kept ALL = new Kept(null, Map.of(), Others.NONE);

  /** Returns whether nothing is summed up. */
  public boolean isAll() {
    return models == null;
  }

  /** Returns rows with the summed-up models and versions renamed. */
  public Dataset<Row> rename(Dataset<Row> rows) {
    if (models == null) {
      return rows;
    }
    Set<String> ownModels = new HashSet<>(models);
    Map<String, Set<String>> ownVersions = new TreeMap<>(versions);
    UDF1<@Nullable String, @Nullable String> model =
        name -> name == null || ownModels.contains(name) ? name : Others.NAME;
    UDF2<@Nullable String, String, String> version = (of, name) -> {
      Set<String> own = of == null ? null : ownVersions.get(of);
      return own == null || own.contains(name) ? name : Others.NAME;
    };
    return rows.withColumn("model", udf(model, DataTypes.StringType).apply(col("model")))
        .withColumn(
            "version",
            when(col("model").equalTo(Others.NAME), lit(Others.NAME))
                .otherwise(udf(version, DataTypes.StringType).apply(col("model"), col("version"))));
  }

  /** Returns rows without summed-up models, whose predictions cannot be judged together. */
  public Dataset<Row> withoutOthers(Dataset<Row> rows) {
    return models == null
        ? rows
        : rows.filter(coalesce(col("model").notEqual(Others.NAME), lit(true)));
  }
}
