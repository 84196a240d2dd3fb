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
 * An item's values as numbers. One row of {@link FeatureColumn}s enters, one for each feature in order; a row of {@code values}
 * (doubles, one for each column), {@code states} (a byte for each, see {@link ValueStatus}) and {@code invalid} (the first value
 * that is no number, with its column's index; null where all are) leaves.
 */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of what leaves. */
  static final StructType TYPE = new StructType()
      .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
      .add("states", DataTypes.BinaryType, false)
      .add("invalid", DataTypes.createMapType(DataTypes.IntegerType, DataTypes.StringType));

  private final List<EncodedFeature> features;
  private final int columns;

  private record EncodedFeature(
      FeatureReader place, @Nullable Map<String, Integer> codes, double missing)
      implements Serializable {}

  /**
   * @param features numeric ones and categories
   * @param codes by the feature's name, of those that are categories
   * @param missing of features that do not say it themselves
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

  /** The numbers of an item. */
  Row read(Row sources) {
    Vector vector = new Vector(columns);
    FeatureReader.Parsed parsed = new FeatureReader.Parsed();
    for (int i = 0; i < features.size(); i++) {
      EncodedFeature feature = features.get(i);
      for (Datum datum : feature.place().read(sources.getStruct(i), parsed)) {
        vector.add(datum, feature);
      }
    }
    return vector.row();
  }

  private static final class Vector {
    private final List<Double> values;
    private final byte[] states;
    private final Map<Integer, String> invalid = new HashMap<>();

    Vector(int columns) {
      values = new ArrayList<>(columns);
      states = new byte[columns];
    }

    void add(Datum datum, EncodedFeature feature) {
      Double value = feature.codes() == null ? datum.nearestDouble() : code(datum, feature.codes());
      ValueStatus state = state(datum, value, feature.codes() != null);
      if (state == ValueStatus.INVALID) {
        invalid.put(values.size(), datum.shown());
      }
      states[values.size()] = state.code();
      values.add(value == null ? feature.missing() : value);
    }

    private static @Nullable Double code(Datum datum, Map<String, Integer> codes) {
      Integer code = codes.get(String.valueOf(datum.category()));
      return code == null ? null : code.doubleValue();
    }

    private static ValueStatus state(Datum datum, @Nullable Double value, boolean category) {
      if (value == null) {
        boolean absent = datum.state() == ValueStatus.MISSING || datum.state() == ValueStatus.NULL;
        return absent ? datum.state() : ValueStatus.INVALID;
      } else if (category) {
        return ValueStatus.VALUE;
      }
      return datum.isRoundedBy(value) ? ValueStatus.ROUNDED : datum.state();
    }

    Row row() {
      return RowFactory.create(
          values.toArray(Double[]::new), states, invalid.isEmpty() ? null : invalid);
    }
  }
}
