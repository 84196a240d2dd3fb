package dev.sluice.schema;

import dev.sluice.decode.Marks;
import dev.sluice.table.TableDescription;
import dev.sluice.wire.WireType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Tallies to Spark columns. The type seen most has the column; values of other types overflow. */
final class Columns {
  /** Maps with more different keys than this, of which a map has few, have data for keys. */
  private static final int STRUCT_KEYS = 16;

  private static final double STRUCT_PRESENCE = 0.1;

  private final Numbers numbers;

  Columns(Numbers numbers) {
    this.numbers = numbers;
  }

  /**
   * The columns of a table: its keys first, then the other attributes by name, then the overflow.
   *
   * @param keys there in any case, also where no item was seen
   */
  StructType of(List<TableDescription.Key> keys, Map<String, TypeTally> seen) {
    Map<String, TypeTally> attributes = new TreeMap<>(seen);
    keys.forEach(key -> attributes.computeIfAbsent(key.name(), n -> TypeTally.ofKey(key.type())));
    StructType schema = new StructType();
    Map<String, String> taken = new HashMap<>();
    taken.put(Marks.OVERFLOW, Marks.OVERFLOW);
    for (Map.Entry<String, TypeTally> attribute : ordered(keys, attributes)) {
      Optional<StructField> field = field(attribute.getKey(), attribute.getValue());
      // Spark folds case: of two names that differ by it one has the column, the other overflows.
      if (field.isPresent() && taken.putIfAbsent(folded(attribute), attribute.getKey()) == null) {
        schema = schema.add(field.get());
      }
    }
    return schema.add(new StructField(
        Marks.OVERFLOW,
        DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false),
        true,
        Metadata.empty()));
  }

  private static List<Map.Entry<String, TypeTally>> ordered(
      List<TableDescription.Key> keys, Map<String, TypeTally> attributes) {
    List<String> first = keys.stream().map(TableDescription.Key::name).toList();
    Comparator<Map.Entry<String, TypeTally>> keysFirst = Comparator.comparingInt(
        e -> first.contains(e.getKey()) ? first.indexOf(e.getKey()) : first.size());
    return attributes.entrySet().stream()
        .sorted(keysFirst.thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private static String folded(Map.Entry<String, TypeTally> attribute) {
    return attribute.getKey().toLowerCase(Locale.ROOT);
  }

  /** Empty where only NULLs were seen, or where the name is empty, which Parquet cannot hold. */
  private Optional<StructField> field(String name, TypeTally tally) {
    return name.isEmpty()
        ? Optional.empty()
        : typed(tally).map(t -> new StructField(name, t.type, true, Marks.of(t.mark)));
  }

  private Optional<Typed> typed(TypeTally tally) {
    return tally.seen().entrySet().stream()
        .filter(e -> e.getKey() != WireType.NULL)
        // Of equal counts the first tag, so that the same sample gives the same schema.
        .max(Map.Entry.<WireType, Long>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(e -> typed(e.getKey(), tally));
  }

  private Typed typed(WireType type, TypeTally tally) {
    return switch (type) {
      case S -> new Typed(DataTypes.StringType, "S");
      case N -> new Typed(number(tally.numbers()), "N");
      case BOOL -> new Typed(DataTypes.BooleanType, "BOOL");
      case B -> new Typed(DataTypes.BinaryType, "B");
      case SS -> new Typed(DataTypes.createArrayType(DataTypes.StringType, false), "SS");
      case NS -> new Typed(DataTypes.createArrayType(number(tally.numbers()), false), "NS");
      case BS -> new Typed(DataTypes.createArrayType(DataTypes.BinaryType, false), "BS");
      case L -> list(tally.elements());
      case M -> map(tally);
      case NULL -> throw new IllegalArgumentException("NULL is no column's type");
    };
  }

  private DataType number(NumberTally tally) {
    return numbers == Numbers.DOUBLE ? DataTypes.DoubleType : tally.exactType();
  }

  private Typed list(TypeTally elements) {
    Typed element = typed(elements).orElse(Typed.TEXT);
    return new Typed(DataTypes.createArrayType(element.type, true), "L<" + element.mark + ">");
  }

  private Typed map(TypeTally tally) {
    if (!isStruct(tally)) {
      Typed value = tally.members().values().stream()
          .reduce(TypeTally::merged)
          .flatMap(this::typed)
          .orElse(Typed.TEXT);
      return new Typed(
          DataTypes.createMapType(DataTypes.StringType, value.type, true), "M<" + value.mark + ">");
    }
    StructType struct = new StructType();
    Map<String, String> taken = new HashMap<>();
    for (Map.Entry<String, TypeTally> member : tally.members().entrySet()) {
      Optional<StructField> field = field(member.getKey(), member.getValue());
      if (field.isPresent() && taken.putIfAbsent(folded(member), member.getKey()) == null) {
        struct = struct.add(field.get());
      }
    }
    return new Typed(struct, "M");
  }

  /** Whether a map's keys are names, which come again, rather than data. A struct must have a field to be written. */
  private boolean isStruct(TypeTally tally) {
    long maps = tally.seen().getOrDefault(WireType.M, 0L);
    long keys = tally.members().size();
    boolean named = tally.members().entrySet().stream()
        .anyMatch(m -> field(m.getKey(), m.getValue()).isPresent());
    double present =
        tally.members().values().stream().mapToLong(TypeTally::count).sum();
    return named && (keys <= STRUCT_KEYS || present / ((double) maps * keys) >= STRUCT_PRESENCE);
  }

  /** A type for a column, and its mark. */
  private record Typed(DataType type, String mark) {
    private static final Typed TEXT = new Typed(DataTypes.StringType, "S");
  }
}
