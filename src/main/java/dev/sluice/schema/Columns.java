package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.AttributeType;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import dev.sluice.item.TypeTag;
import dev.sluice.sql.SqlNames;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes Spark columns from tallies. A column has the most frequent type; values of other types overflow. Attributes
 * beyond the {@link ColumnBudget} overflow too.
 *
 * <p>Spark usually ignores case. If names differ only by case, one of them gets the column, in this order: a key, the
 * declared one, the one that the configuration names, the one of an earlier snapshot, the most frequent one, the first
 * one.
 *
 * <p>A column of an earlier snapshot stays and keeps its DynamoDB type. Its Spark type is widened if a value does not
 * fit. If the earlier snapshot had seen no value, the earlier type was a guess and does not bind.
 */
final class Columns {
  /** The number of fields up to which an earlier struct stays a struct even if its keys now look like data. */
  private static final int FEW_FIELDS = 64;

  private final NumberMapping numbers;
  private final DeclaredColumns declared;
  private final Earlier earlier;
  private final List<String> path = new ArrayList<>();
  private ColumnBudget room = new ColumnBudget();

  Columns(NumberMapping numbers, DeclaredColumns declared) {
    this(numbers, declared, Earlier.NONE);
  }

  Columns(NumberMapping numbers, DeclaredColumns declared, Earlier earlier) {
    this.numbers = numbers;
    this.declared = declared;
    this.earlier = earlier;
  }

  /**
   * Returns the columns of a table: its keys first, then the other attributes by name, then the overflow.
   *
   * @param keys have columns even if no item was sampled
   */
  StructType of(List<TableDescription.Key> keys, Map<String, TypeTally> seen) {
    Map<String, TypeTally> attributes = new TreeMap<>(seen);
    declared.names().forEach(name -> attributes.computeIfAbsent(name, n -> new TypeTally()));
    for (String name : earlier.columns().fieldNames()) {
      attributes.computeIfAbsent(name, n -> new TypeTally());
    }
    keys.forEach(key -> attributes.computeIfAbsent(key.name(), n -> TypeTally.ofKey(key.type())));
    List<String> keyNames = keys.stream().map(TableDescription.Key::name).toList();
    room = new ColumnBudget();
    room.reserve(attributes.size());
    List<Candidate> candidates = new ArrayList<>();
    attributes.forEach((name, tally) -> candidates.add(new Candidate(
        name,
        tally,
        keyNames.contains(name) ? keyNames.indexOf(name) : Candidate.NO_KEY,
        declared.names().contains(name),
        declared.match(path, name),
        Earlier.field(earlier.columns(), name).orElse(null))));
    List<StructField> fields = chosen(candidates, room::column, OverflowColumn.NAME);
    return new StructType(fields.toArray(StructField[]::new)).add(ColumnMetadata.overflow());
  }

  /** Takes a place for a column or field. */
  private interface Room {
    boolean take(boolean sure);
  }

  /** Returns one field for each name, ignoring case: the keys first, the others in the given order. */
  private List<StructField> chosen(List<Candidate> candidates, Room budget, String... reserved) {
    Set<String> taken = new HashSet<>(List.of(reserved));
    Map<Candidate, StructField> chosen = new HashMap<>();
    candidates.stream().sorted(Candidate.PRECEDENCE).forEach(candidate -> {
      String folded = SqlNames.folded(candidate.name());
      boolean named = !candidate.name().isEmpty() && !taken.contains(folded);
      boolean typed = candidate.isTyped() || candidate.tally().most().isPresent();
      if (named && typed && budget.take(candidate.isSure())) {
        field(candidate).ifPresent(field -> {
          taken.add(folded);
          chosen.put(candidate, field);
        });
      }
    });
    return candidates.stream()
        .filter(chosen::containsKey)
        .sorted(Comparator.comparingInt(Candidate::keyIndex))
        .map(candidate -> Objects.requireNonNull(chosen.get(candidate)))
        .toList();
  }

  private Optional<StructField> field(Candidate candidate) {
    if (candidate.stated()) {
      return Optional.of(declared.column(candidate.name(), candidate.tally()));
    }
    StructField before = candidate.before();
    TaggedType had = before == null ? null : TaggedType.of(before);
    return typed(candidate.name(), candidate.tally(), had)
        .map(type -> type.column(candidate.name(), true));
  }

  /**
   * Returns the type of a column, field, element or value.
   *
   * @param name its name, or {@link SeenTypes#ANY}
   * @param before its earlier type; null: none
   * @return empty if only NULLs were seen, or a struct's fields exceed the budget
   */
  private Optional<TaggedType> typed(String name, TypeTally tally, @Nullable TaggedType before) {
    path.add(name);
    try {
      Optional<TaggedType> found = tally.most().isPresent() && !isBinding(before)
          ? discovered(tally.most().get(), tally)
          : Optional.empty();
      return found.isPresent() || before == null ? found : Optional.of(widened(before, tally));
    } finally {
      path.remove(path.size() - 1);
    }
  }

  private boolean isBinding(@Nullable TaggedType before) {
    return before != null && earlier.seen().contains(JsonPointer.of(path));
  }

  private Optional<TaggedType> discovered(AttributeType type, TypeTally tally) {
    return switch (type) {
      case S -> Optional.of(TaggedType.TEXT);
      case N -> Optional.of(new TaggedType(number(tally.numbers()), "N"));
      case BOOL -> Optional.of(new TaggedType(DataTypes.BooleanType, "BOOL"));
      case B -> Optional.of(new TaggedType(DataTypes.BinaryType, "B"));
      case SS -> Optional.of(TaggedType.set(DataTypes.StringType, "SS"));
      case NS -> Optional.of(TaggedType.set(number(tally.numbers()), "NS"));
      case BS -> Optional.of(TaggedType.set(DataTypes.BinaryType, "BS"));
      case L -> Optional.of(list(tally.elements(), null));
      case M -> map(tally);
      case NULL -> throw new IllegalArgumentException("NULL is no column's type");
    };
  }

  private DataType number(NumberTally tally) {
    return numbers == NumberMapping.DOUBLE ? DataTypes.DoubleType : tally.exactType();
  }

  private DataType number(DataType before, NumberTally tally) {
    return numbers == NumberMapping.DOUBLE ? DataTypes.DoubleType : tally.widened(before);
  }

  private TaggedType list(TypeTally elements, @Nullable TaggedType before) {
    TaggedType element = typed(SeenTypes.ANY, elements, before).orElse(TaggedType.TEXT);
    return TaggedType.list(element, true);
  }

  private TaggedType keyed(TypeTally values, @Nullable TaggedType before) {
    TaggedType value = typed(SeenTypes.ANY, values, before).orElse(TaggedType.TEXT);
    return TaggedType.map(DataTypes.StringType, value, true);
  }

  private Optional<TaggedType> map(TypeTally tally) {
    boolean named = tally.members().entrySet().stream()
        .anyMatch(m -> !m.getKey().isEmpty() && m.getValue().most().isPresent());
    if (!named || !new StructOrMap(tally).isStruct()) {
      return Optional.of(keyed(tally.values(), null));
    }
    StructType fields = fields(tally, new StructType());
    // Parquet has no struct without fields
    return fields.isEmpty() ? Optional.empty() : Optional.of(TaggedType.struct(fields));
  }

  private StructType fields(TypeTally tally, StructType before) {
    Set<String> all = new TreeSet<>(List.of(before.fieldNames()));
    all.addAll(tally.members().keySet());
    if (!before.isEmpty() && all.size() > FEW_FIELDS && !new StructOrMap(tally).isStruct()) {
      all.retainAll(List.of(before.fieldNames()));
    }
    List<Candidate> candidates = all.stream()
        .map(name -> new Candidate(
            name,
            tally.member(name),
            Candidate.NO_KEY,
            false,
            declared.match(path, name),
            Earlier.field(before, name).orElse(null)))
        .toList();
    return new StructType(chosen(candidates, room::field).toArray(StructField[]::new));
  }

  /** Returns the earlier type, or a wider one that holds both its values and the values seen of its DynamoDB type. */
  private TaggedType widened(TaggedType before, TypeTally tally) {
    if (before.tag().equals("N")) {
      return new TaggedType(number(before.type(), tally.numbers()), "N");
    }
    if (before.type() instanceof StructType struct) {
      return TaggedType.struct(fields(tally, struct));
    }
    if (before.type() instanceof MapType map) {
      return keyed(tally.values(), new TaggedType(map.valueType(), TypeTag.inner(before.tag())));
    }
    if (before.type() instanceof ArrayType array) {
      return switch (before.tag()) {
        case "NS" -> TaggedType.set(number(array.elementType(), tally.numbers()), "NS");
        case "SS", "BS" -> before;
        default ->
          list(tally.elements(), new TaggedType(array.elementType(), TypeTag.inner(before.tag())));
      };
    }
    return before;
  }
}
