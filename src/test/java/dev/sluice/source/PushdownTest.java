package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Filters that are pushed give the rows that Spark finds when it evaluates them itself, over the same rows in memory:
 * every operator on a column of every type, where the attribute has values of every type, fits or not, or is missing.
 */
final class PushdownTest {
  private static final int RANDOM_PREDICATES = 8;

  private static final int AT_ONCE = 50;

  private static final List<String> TESTS = List.of(
      "{c} = {l}",
      "{c} <> {l}",
      "{c} < {l}",
      "{l} >= {c}",
      "NOT ({c} > {l})",
      "{c} <=> {l}",
      "NOT ({c} <=> {l})",
      "{c} IN ({l}, {m})",
      "{c} NOT IN ({l}, {m})",
      "{c} IN ({l}, NULL)",
      "{c} NOT IN ({l}, NULL)",
      "NOT ({c} BETWEEN {l} AND {m})");

  private static final List<String> PRESENCE = List.of("{c} IS NULL", "{c} IS NOT NULL");

  private static final List<String> TEXT_TESTS = List.of(
      "startswith({c}, {l})",
      "NOT startswith({c}, {l})",
      "contains({c}, {l})",
      "NOT contains({c}, {l})",
      "endswith({c}, {l})",
      "NOT endswith({c}, {l})",
      "{c} LIKE 'a%'",
      "{c} LIKE '%b'",
      "{c} NOT LIKE '%a%'");

  private static SparkSession spark;
  private static String table;

  @BeforeAll
  static void load() {
    spark = TestSpark.interpreted();
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    table = AnyTypeTable.create();
  }

  static Stream<Arguments> columns() {
    return Stream.of(
        Arguments.of(
            "string",
            "S",
            List.of("'a'", "'ab'", "''", "'12'", "'é'", "'z\uD83D\uDE00'", "'z\uFFFD'")),
        Arguments.of("string", "N", List.of("'12'", "'12.0'", "'a'", "''", "'1.5'")),
        Arguments.of(
            "bigint",
            "N",
            List.of("1L", "12L", "0L", "9223372036854775807L", "-9223372036854775807L")),
        Arguments.of("decimal(10,2)", "N", List.of("1.5BD", "12.00BD", "12.345BD", "0BD")),
        Arguments.of(
            "decimal(38,18)",
            "N",
            List.of("1.5BD", "0.1BD", "12.345BD", "100000000000000000000BD")),
        Arguments.of(
            "double",
            "N",
            List.of(
                "1.5D", "0.1D", "-0.0D", "double('NaN')", "double('-Infinity')", "1E300D", "0.3D")),
        Arguments.of("int", "N", List.of("1", "12", "0", "2147483647", "-1")),
        Arguments.of("tinyint", "N", List.of("1Y", "12Y")),
        Arguments.of("float", "N", List.of("1.5F", "0.1F", "float('NaN')", "-0.0F")),
        Arguments.of(
            "date",
            "S",
            List.of(
                "date'2026-01-01'",
                "date'0001-01-01'",
                "date'2026-01-02'",
                "date_from_unix_date(3000000)")),
        Arguments.of(
            "timestamp",
            "S",
            List.of("timestamp'2026-01-01 00:00:00'", "timestamp'2026-01-01 00:00:00.5'")),
        Arguments.of("timestamp_ntz", "S", List.of("timestamp_ntz'2026-01-01 00:00:00'")),
        Arguments.of(
            "timestamp",
            "N:epoch-seconds",
            List.of("timestamp'1970-01-01 00:00:01.5'", "timestamp'1970-01-01 00:00:12'")),
        Arguments.of("boolean", "BOOL", List.of("true", "false")),
        Arguments.of("binary", "B", List.of("X'61'", "X''", "X'80'", "X'6162'", "X'00'")),
        Arguments.of("array<string>", "SS", List.of("array('a', 'b')")),
        Arguments.of("array<bigint>", "NS", List.of("array(1L, 12L)")),
        Arguments.of("array<string>", "NS", List.of("array('1', '12')")),
        Arguments.of("array<binary>", "BS", List.of("array(X'61')")),
        Arguments.of("array<string>", "L<S>", List.of("array('a', NULL)")),
        Arguments.of("struct<k:string>", "M", List.of()),
        Arguments.of("map<string,string>", "M<S>", List.of()));
  }

  @Tag("thorough")
  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("columns")
  void givesWhatSparkGives(String type, String mark, List<String> literals) {
    StructType schema = AnyTypeTable.schema(DataType.fromDDL(type), mark);
    List<String> atoms = atoms(type, literals);
    Set<String> predicates = new LinkedHashSet<>(atoms);
    Random random = new Random((type + mark).hashCode());
    for (int i = 0; i < RANDOM_PREDICATES; i++) {
      predicates.add(combined(atoms, random, 3));
    }
    compare(schema, Map.of(), List.copyOf(predicates));
  }

  /** The rows in memory are those of a read without filters in the same mode. */
  @Tag("thorough")
  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("columns")
  void givesWhatSparkGivesInEveryMode(String type, String mark, List<String> literals) {
    StructType whole = AnyTypeTable.schema(DataType.fromDDL(type), mark);
    Random random = new Random((mark + type).hashCode());
    List<String> predicates = new ArrayList<>(atoms(type, literals));
    Collections.shuffle(predicates, random);
    // all of them without a mode
    predicates.subList(predicates.size() / 3, predicates.size()).clear();
    for (int i = 0; i < RANDOM_PREDICATES; i++) {
      predicates.add(combined(predicates, random, 3));
    }
    compare(AnyTypeTable.withoutOverflow(whole), Map.of("mode", "DROPMALFORMED"), predicates);
    predicates.add("why IS NULL");
    predicates.add("why IS NOT NULL AND `a.b` IS NULL");
    predicates.add("contains(why, '12') OR c = 'a'");
    compare(
        AnyTypeTable.withoutOverflow(whole, "why"),
        Map.of("columnNameOfCorruptRecord", "why"),
        predicates);
  }

  /** All literals for the attribute with the dot, one for the nested one: both take the same way once resolved. */
  private static List<String> atoms(String type, List<String> literals) {
    List<String> templates = new ArrayList<>(TESTS);
    if (type.equals("string")) {
      templates.addAll(TEXT_TESTS);
    }
    Set<String> atoms = new LinkedHashSet<>();
    for (String column : List.of("`a.b`", "a.b")) {
      PRESENCE.forEach(p -> atoms.add(p.replace("{c}", column)));
      for (int i = 0;
          i < (column.equals("a.b") ? Math.min(1, literals.size()) : literals.size());
          i++) {
        String literal = literals.get(i);
        String other = literals.get((i + 1) % literals.size());
        templates.forEach(
            t -> atoms.add(t.replace("{c}", column).replace("{l}", literal).replace("{m}", other)));
      }
    }
    atoms.add("a IS NULL");
    atoms.add("c <> 'ab'");
    return List.copyOf(atoms);
  }

  private static String combined(List<String> atoms, Random random, int depth) {
    if (depth == 0) {
      return atoms.get(random.nextInt(atoms.size()));
    }
    String left = combined(atoms, random, random.nextInt(depth));
    String right = combined(atoms, random, random.nextInt(depth));
    return switch (random.nextInt(4)) {
      case 0 -> "NOT (" + left + ")";
      case 1 -> "(" + left + " OR " + right + ")";
      // What is not pushed at all stands among what is.
      case 2 -> "(" + left + " AND (" + right + " OR length(c) = 1))";
      default -> "(" + left + " AND " + right + ")";
    };
  }

  private static void compare(
      StructType schema, Map<String, String> more, List<String> predicates) {
    Dataset<Row> source = spark
        .read()
        .format("sluice")
        .options(AnyTypeTable.options(table, schema))
        .options(more)
        .load();
    Dataset<Row> inMemory = spark.createDataFrame(source.collectAsList(), schema);
    List<String> wrong = new ArrayList<>();
    for (int from = 0; from < predicates.size(); from += AT_ONCE) {
      List<String> some = predicates.subList(from, Math.min(predicates.size(), from + AT_ONCE));
      List<Row> answers = answers(inMemory, some);
      List<Set<String>> found = pushed(source, some);
      for (int i = 0; i < some.size(); i++) {
        Set<String> expected = trueOf(answers, i + 1);
        Set<String> actual = found.get(i);
        if (!actual.equals(expected)) {
          wrong.add(String.format(
              Locale.ROOT,
              "%s: %s, not %s",
              some.get(i),
              diff(actual, expected),
              diff(expected, actual)));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What each finds by a scan of its own; one query has them all, since starting one takes longer than a scan. */
  private static List<Set<String>> pushed(Dataset<Row> source, List<String> predicates) {
    Dataset<Row> all = filtered(source, predicates, 0);
    List<Set<String>> found = new ArrayList<>(List.of(new LinkedHashSet<>()));
    for (int i = 1; i < predicates.size(); i++) {
      all = all.union(filtered(source, predicates, i));
      found.add(new LinkedHashSet<>());
    }
    all.coalesce(2).collectAsList().forEach(r -> found.get(r.getInt(1)).add(r.getString(0)));
    return found;
  }

  private static Dataset<Row> filtered(Dataset<Row> source, List<String> predicates, int i) {
    return source.filter(predicates.get(i)).selectExpr("id", i + " AS predicate");
  }

  private static Set<String> diff(Set<String> of, Set<String> less) {
    Set<String> rest = new LinkedHashSet<>(of);
    rest.removeAll(less);
    return rest;
  }

  private static List<Row> answers(Dataset<Row> inMemory, List<String> predicates) {
    List<String> columns = new ArrayList<>(List.of("id"));
    for (int i = 0; i < predicates.size(); i++) {
      columns.add("(" + predicates.get(i) + ") AS p" + i);
    }
    return inMemory.selectExpr(columns.toArray(String[]::new)).collectAsList();
  }

  private static Set<String> trueOf(List<Row> answers, int column) {
    Set<String> ids = new LinkedHashSet<>();
    for (Row row : answers) {
      if (!row.isNullAt(column) && row.getBoolean(column)) {
        ids.add(row.getString(0));
      }
    }
    return ids;
  }
}
