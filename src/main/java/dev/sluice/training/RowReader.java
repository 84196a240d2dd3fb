package dev.sluice.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item's values as numbers. Takes a row of {@link FeatureColumn}s, one for each feature in order. Returns a
 * row with
 *
 * <ul>
 *   <li>{@code values}: a double for each column
 *   <li>{@code statuses}: a byte for each column, see {@link ValueStatus}
 *   <li>{@code invalid}: the values that are not numbers, by the index of their column; null if there are none
 * </ul>
 */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The type of the rows returned. */
  static final StructType TYPE = new StructType()
      .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
      .add("statuses", DataTypes.BinaryType, false)
      .add("invalid", DataTypes.createMapType(DataTypes.IntegerType, DataTypes.StringType));

  private final List<EncodedFeature> features;
  private final int columns;

  private record EncodedFeature(
      FeatureReader reader, @Nullable Map<String, Integer> codes, double missing)
      implements Serializable {}

  /**
   * Creates a reader.
   *
   * @param features the features that are read as numbers or categories
   * @param codes feature's name → category → code
   * @param missing the number that replaces missing values of features without one of their own
   */
  RowReader(List<Feature> features, Map<String, Map<String, Integer>> codes, double missing) {
    List<EncodedFeature> readers = new ArrayList<>();
    for (Feature feature : features) {
      Map<String, Integer> mapping =
          feature.categories() ? codes.getOrDefault(feature.name(), Map.of()) : null;
      Double own = feature.missing();
      readers.add(
          new EncodedFeature(new FeatureReader(feature), mapping, own == null ? missing : own));
    }
    this.features = List.copyOf(readers);
    this.columns = features.stream().mapToInt(f -> f.columns().size()).sum();
  }

  /** Returns the numbers of an item. */
  Row read(Row found) {
    Vector vector = new Vector(columns);
    FeatureReader.ParsedTexts parsed = new FeatureReader.ParsedTexts();
    for (int i = 0; i < features.size(); i++) {
      EncodedFeature feature = features.get(i);
      for (Datum datum : feature.reader().read(found.getStruct(i), parsed)) {
        vector.add(datum, feature);
      }
    }
    return vector.row();
  }

  private static final class Vector {
    private final List<Double> values;
    private final byte[] statuses;
    private final Map<Integer, String> invalid = new HashMap<>();

    Vector(int columns) {
      values = new ArrayList<>(columns);
      statuses = new byte[columns];
    }

    void add(Datum datum, EncodedFeature feature) {
      Double value = feature.codes() == null ? datum.nearestDouble() : code(datum, feature.codes());
      ValueStatus status = status(datum, value, feature.codes() != null);
      if (status == ValueStatus.INVALID) {
        invalid.put(values.size(), datum.displayed());
      }
      statuses[values.size()] = status.code();
      values.add(value == null ? feature.missing() : value);
    }

    private static @Nullable Double code(Datum datum, Map<String, Integer> codes) {
      Integer code = codes.get(String.valueOf(datum.category()));
      return code == null ? null : code.doubleValue();
    }

    private static ValueStatus status(Datum datum, @Nullable Double value, boolean category) {
      if (value == null) {
        boolean absent =
            datum.status() == ValueStatus.MISSING || datum.status() == ValueStatus.NULL;
        return absent ? datum.status() : ValueStatus.INVALID;
      } else if (category) {
        return ValueStatus.VALUE;
      }
      return datum.isRoundedBy(value) ? ValueStatus.ROUNDED : datum.status();
    }

    Row row() {
      return RowFactory.create(
          values.toArray(Double[]::new), statuses, invalid.isEmpty() ? null : invalid);
    }
  }
}
