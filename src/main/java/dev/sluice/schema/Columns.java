package dev.sluice.schema;

import dev.sluice.decode.Marks;
import dev.sluice.table.TableDescription;
import dev.sluice.wire.WireType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tallies to Spark columns. The type seen most has the column; values of other types overflow. Spark folds case: of names
 * that differ by it a key has the column, else the one declared, else the one seen most (of equals the first), and the
 * others overflow.
 */
final class Columns {
  private final Numbers numbers;
  private final DeclaredColumns declared;

  Columns(Numbers numbers, DeclaredColumns declared) {
    this.numbers = numbers;
    this.declared = declared;
  }

  /**
   * The columns of a table: its keys first, then the other attributes by name, then the overflow.
   *
   * @param keys there in any case, also where no item was seen
   */
  StructType of(List<TableDescription.Key> keys, Map<String, TypeTally> seen) {
    Map<String, TypeTally> attributes = new TreeMap<>(seen);
    declared.names().forEach(name -> attributes.computeIfAbsent(name, n -> new TypeTally()));
    keys.forEach(key -> attributes.computeIfAbsent(key.name(), n -> TypeTally.ofKey(key.type())));
    List<String> keyNames = keys.stream().map(TableDescription.Key::name).toList();
    List<Candidate> candidates = attributes.entrySet().stream()
        .flatMap(e -> column(e.getKey(), e.getValue(), place(e.getKey(), keyNames)).stream())
        .toList();
    StructType schema = new StructType();
    for (StructField column : chosen(candidates, Marks.OVERFLOW)) {
      schema = schema.add(column);
    }
    return schema.add(Marks.overflow());
  }

  private static int place(String name, List<String> keys) {
    return keys.contains(name) ? keys.indexOf(name) : Candidate.BEHIND_KEYS;
  }

  private Optional<Candidate> column(String name, TypeTally tally, int place) {
    boolean stated = declared.names().contains(name);
    Optional<StructField> field =
        stated ? Optional.of(declared.column(name, tally)) : field(name, tally);
    return field.map(f -> new Candidate(f, place, stated, tally.count()));
  }

  /**
   * A field that others may have the name of.
   *
   * @param place among the keys
   */
  private record Candidate(StructField field, int place, boolean stated, long count) {
    static final int BEHIND_KEYS = Integer.MAX_VALUE;

    static final Comparator<Candidate> PRECEDENCE = Comparator.comparingInt(Candidate::place)
        .thenComparing(Comparator.comparing(Candidate::stated).reversed())
        .thenComparing(Comparator.comparingLong(Candidate::count).reversed())
        .thenComparing(candidate -> candidate.field.name());
  }

  /** One field of each name, case aside; those that were keys in front, the others in the order given. */
  private static List<StructField> chosen(List<Candidate> candidates, String... reserved) {
    Set<String> taken = new HashSet<>(List.of(reserved));
    Set<Candidate> chosen = candidates.stream()
        .sorted(Candidate.PRECEDENCE)
        .filter(c -> taken.add(c.field.name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.toSet());
    return candidates.stream()
        .filter(chosen::contains)
        .sorted(Comparator.comparingInt(Candidate::place))
        .map(Candidate::field)
        .toList();
  }

  /** Empty where only NULLs were seen, or where the name is empty, which Parquet cannot hold. */
  private Optional<StructField> field(String name, TypeTally tally) {
    return name.isEmpty()
        ? Optional.empty()
        : typed(tally).map(t -> new StructField(name, t.type, true, Marks.of(t.mark)));
  }

  private Optional<Typed> typed(TypeTally tally) {
    return tally.most().map(type -> typed(type, tally));
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
    List<StructField> fields = fields(tally);
    if (!fields.isEmpty() && new StructOrMap(tally).isStruct()) {
      return new Typed(new StructType(fields.toArray(StructField[]::new)), "M");
    }
    Typed value = typed(tally.values()).orElse(Typed.TEXT);
    return new Typed(
        DataTypes.createMapType(DataTypes.StringType, value.type, true), "M<" + value.mark + ">");
  }

  /** None where a struct would have none, which Parquet cannot hold. */
  private List<StructField> fields(TypeTally tally) {
    List<Candidate> candidates = new ArrayList<>();
    tally.members().forEach((name, member) -> field(name, member)
        .ifPresent(
            f -> candidates.add(new Candidate(f, Candidate.BEHIND_KEYS, false, member.count()))));
    return chosen(candidates);
  }

  /** A type for a column, and its mark. */
  private record Typed(DataType type, String mark) {
    private static final Typed TEXT = new Typed(DataTypes.StringType, "S");
  }
}
