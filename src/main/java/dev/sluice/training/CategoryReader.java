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

/** Reads the categories of a feature from some items. */
final class CategoryReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest number of categories. More would not be categories any more, and would not fit into a mapping. */
  static final int MAX_CATEGORIES = 10_000;

  private final FeatureReader values;

  private CategoryReader(Feature feature) {
    this.values = new FeatureReader(feature);
  }

  /**
   * Returns the categories in text order.
   *
   * @param found the {@link FeatureColumn} of the feature
   * @throws DataGateException if there are too many
   */
  static List<String> of(Dataset<Row> items, Column found, Feature feature) {
    CategoryReader reader = new CategoryReader(feature);
    Column texts = udf(
            (UDF1<@Nullable Row, List<String>>) reader::texts,
            DataTypes.createArrayType(DataTypes.StringType))
        .apply(found);
    List<String> categories = items
        .select(explode(texts).as("text"))
        .distinct()
        .limit(MAX_CATEGORIES + 1)
        .select(col("text"))
        .as(Encoders.STRING())
        .collectAsList();
    if (categories.size() > MAX_CATEGORIES) {
      throw new DataGateException(
          feature.path() + " has more than " + MAX_CATEGORIES + " categories",
          "Leave it out of sluice.dataset.training.features, or store it as a number.");
    }
    return List.copyOf(new TreeSet<>(categories));
  }

  private List<String> texts(@Nullable Row found) {
    List<String> texts = new ArrayList<>();
    for (Datum datum : values.read(found, new FeatureReader.ParsedTexts())) {
      String text = datum.category();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
