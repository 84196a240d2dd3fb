package dev.sluice.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.failure.DataGateException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The categories that a feature has among some items. */
final class CategoryReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More than these are no categories, and would not fit into a mapping. */
  static final int MAX_CATEGORIES = 10_000;

  private final FeatureReader place;

  private CategoryReader(Feature feature) {
    this.place = new FeatureReader(feature);
  }

  /**
   * Reads them.
   *
   * @param source where the items have what {@link FeatureColumn} found
   * @throws DataGateException if there are too many
   */
  static List<String> of(Dataset<Row> items, Column source, Feature feature) {
    CategoryReader reader = new CategoryReader(feature);
    Column texts = udf(
            (UDF1<@Nullable Row, List<String>>) reader::texts,
            DataTypes.createArrayType(DataTypes.StringType))
        .apply(source);
    List<String> found = items
        .select(explode(texts).as("text"))
        .distinct()
        .limit(MAX_CATEGORIES + 1)
        .select(col("text"))
        .as(Encoders.STRING())
        .collectAsList();
    if (found.size() > MAX_CATEGORIES) {
      throw new DataGateException(
          feature.path() + " has more than " + MAX_CATEGORIES + " categories",
          "Leave it out of sluice.dataset.training.features, or give it as a number.");
    }
    return List.copyOf(new TreeSet<>(found));
  }

  private List<String> texts(@Nullable Row source) {
    List<String> texts = new ArrayList<>();
    for (Datum datum : place.read(source, new FeatureReader.Parsed())) {
      String text = datum.category();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
