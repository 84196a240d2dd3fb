package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.AttributeType;
import dev.sluice.item.JsonPointer;
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
 * Tallies to Spark columns. The type seen most has the column; values of other types overflow. Spark folds case, as a rule: of names
 * that differ by it a key has the column, else the one declared, else the one that the configuration names, else the one that an earlier
 * snapshot had, else the one seen most (of equals the first), and the others overflow; so do those for which there is no {@link ColumnBudget}.
 *
 * <p>A column that an earlier snapshot had stays, and keeps its DynamoDB type; its Spark type is widened where a value that
 * was seen does not fit. Where nothing had been seen, the earlier type was a guess and binds nobody.
 */
final class Columns {
  /** A struct that is one already may have so many though its keys look like data now. */
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
   * The columns of a table: its keys first, then the other attributes by name, then the overflow.
   *
   * @param keys there in any case, also where no item was seen
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
        keyNames.contains(name) ? keyNames.indexOf(name) : Candidate.BEHIND_KEYS,
        declared.names().contains(name),
        declared.asked(path, name),
        Earlier.field(earlier.columns(), name).orElse(null))));
    List<StructField> fields = chosen(candidates, room::column, ColumnMetadata.OVERFLOW);
    return new StructType(fields.toArray(StructField[]::new)).add(ColumnMetadata.overflow());
  }

  /** Whether there is room for one more. */
  private interface Taking {
    boolean room(boolean sure);
  }

  /** One field of each name, case aside; those that are keys in front, the others in the order given. */
  private List<StructField> chosen(List<Candidate> candidates, Taking taking, String... reserved) {
    Set<String> taken = new HashSet<>(List.of(reserved));
    Map<Candidate, StructField> chosen = new HashMap<>();
    candidates.stream().sorted(Candidate.PRECEDENCE).forEach(candidate -> {
      String folded = SqlNames.folded(candidate.name());
      boolean named = !candidate.name().isEmpty() && !taken.contains(folded);
      boolean typed = candidate.isTyped() || candidate.tally().most().isPresent();
      if (named && typed && taking.room(candidate.isSure())) {
        field(candidate).ifPresent(field -> {
          taken.add(folded);
          chosen.put(candidate, field);
        });
      }
    });
    return candidates.stream()
        .filter(chosen::containsKey)
        .sorted(Comparator.comparingInt(Candidate::place))
        .map(candidate -> Objects.requireNonNull(chosen.get(candidate)))
        .toList();
  }

  private Optional<StructField> field(Candidate candidate) {
    if (candidate.stated()) {
      return Optional.of(declared.column(candidate.name(), candidate.tally()));
    }
    StructField before = candidate.before();
    Typed had = before == null
        ? null
        : new Typed(before.dataType(), ColumnMetadata.type(before.metadata()));
    return typed(candidate.name(), candidate.tally(), had)
        .map(t -> new StructField(candidate.name(), t.type, true, ColumnMetadata.of(t.mark)));
  }

  /**
   * The type of what has this name, within what is looked at.
   *
   * @param before the type that it had; null: none
   * @return empty where only NULLs were seen, or fields that there is no room for
   */
  private Optional<Typed> typed(String name, TypeTally tally, @Nullable Typed before) {
    path.add(name);
    try {
      Optional<Typed> found = tally.most().isPresent() && !isBinding(before)
          ? discovered(tally.most().get(), tally)
          : Optional.empty();
      return found.isPresent() || before == null ? found : Optional.of(widened(before, tally));
    } finally {
      path.remove(path.size() - 1);
    }
  }

  private boolean isBinding(@Nullable Typed before) {
    return before != null && earlier.places().contains(JsonPointer.of(path));
  }

  private Optional<Typed> discovered(AttributeType type, TypeTally tally) {
    return switch (type) {
      case S -> Optional.of(Typed.TEXT);
      case N -> Optional.of(new Typed(number(tally.numbers()), "N"));
      case BOOL -> Optional.of(new Typed(DataTypes.BooleanType, "BOOL"));
      case B -> Optional.of(new Typed(DataTypes.BinaryType, "B"));
      case SS -> Optional.of(set(DataTypes.StringType, "SS"));
      case NS -> Optional.of(set(number(tally.numbers()), "NS"));
      case BS -> Optional.of(set(DataTypes.BinaryType, "BS"));
      case L -> Optional.of(list(tally.elements(), null));
      case M -> map(tally);
      case NULL -> throw new IllegalArgumentException("NULL is no column's type");
    };
  }

  private static Typed set(DataType element, String mark) {
    return new Typed(DataTypes.createArrayType(element, false), mark);
  }

  private DataType number(NumberTally tally) {
    return numbers == NumberMapping.DOUBLE ? DataTypes.DoubleType : tally.exactType();
  }

  private DataType number(DataType before, NumberTally tally) {
    return numbers == NumberMapping.DOUBLE ? DataTypes.DoubleType : tally.widened(before);
  }

  private Typed list(TypeTally elements, @Nullable Typed before) {
    Typed element = typed(SeenTypes.ANY, elements, before).orElse(Typed.TEXT);
    return new Typed(DataTypes.createArrayType(element.type, true), "L<" + element.mark + ">");
  }

  private Typed keyed(TypeTally values, @Nullable Typed before) {
    Typed value = typed(SeenTypes.ANY, values, before).orElse(Typed.TEXT);
    return new Typed(
        DataTypes.createMapType(DataTypes.StringType, value.type, true), "M<" + value.mark + ">");
  }

  private Optional<Typed> map(TypeTally tally) {
    boolean named = tally.members().entrySet().stream()
        .anyMatch(m -> !m.getKey().isEmpty() && m.getValue().most().isPresent());
    if (!named || !new StructOrMap(tally).isStruct()) {
      return Optional.of(keyed(tally.values(), null));
    }
    StructType fields = fields(tally, new StructType());
    // a struct without fields is none that Parquet can hold
    return fields.isEmpty() ? Optional.empty() : Optional.of(new Typed(fields, "M"));
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
            Candidate.BEHIND_KEYS,
            false,
            declared.asked(path, name),
            Earlier.field(before, name).orElse(null)))
        .toList();
    return new StructType(chosen(candidates, room::field).toArray(StructField[]::new));
  }

  /** The earlier type, or one that holds all its values and those that were seen of its DynamoDB type. */
  private Typed widened(Typed before, TypeTally tally) {
    if (before.mark.equals("N")) {
      return new Typed(number(before.type, tally.numbers()), "N");
    }
    if (before.type instanceof StructType struct) {
      return new Typed(fields(tally, struct), "M");
    }
    if (before.type instanceof MapType map) {
      return keyed(tally.values(), new Typed(map.valueType(), ColumnMetadata.inner(before.mark)));
    }
    if (before.type instanceof ArrayType array) {
      return switch (before.mark) {
        case "NS" -> set(number(array.elementType(), tally.numbers()), "NS");
        case "SS", "BS" -> before;
        default ->
          list(tally.elements(), new Typed(array.elementType(), ColumnMetadata.inner(before.mark)));
      };
    }
    return before;
  }

  /** A type for a column, and its mark. */
  private record Typed(DataType type, String mark) {
    private static final Typed TEXT = new Typed(DataTypes.StringType, "S");
  }
}
