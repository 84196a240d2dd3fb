package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
  private static final List<String> ITEMS = List.of(
      "{'id':{'S':'a'},'n':{'N':'1'},'tags':{'SS':['x']},'m':{'M':{'a':{'N':'1'},'b':{'S':'x'}}}}",
      "{'id':{'S':'b'},'n':{'N':'2'},'o':{'BOOL':true}}");

  @Test
  void declaredTypesOverrideOthersStayDiscovered() {
    assertThat(marked("n decimal(9,4), unseen bigint, m map<string,bigint>"))
        .isEqualTo("id string S, m map<string,bigint> M<N>, n decimal(9,4) N, o boolean BOOL, "
            + "tags array<string> SS, unseen bigint N, _overflow string ");
  }

  @Test
  void aCommentStatesTheDynamoDbType() {
    assertThat(marked("n string comment 'N', o array<bigint> comment 'NS', "
            + "tags array<string> comment 'L', l array<array<binary>> comment 'L<BS>', "
            + "m struct<t: array<string> comment 'SS'>"))
        .startsWith("id string S, l array<array<binary>> L<BS>, m struct<t:array<string>> M, "
            + "n string N, o array<bigint> NS, tags array<string> L<S>");
    StructType schema = Tallies.schema(
        ITEMS, DeclaredColumns.parse("m struct<t: array<string> comment 'SS'>", "ddl"));
    StructField nested = ((StructType) schema.apply("m").dataType()).apply("t");
    assertThat(ColumnMetadata.type(nested.metadata())).isEqualTo("SS");
  }

  @Test
  void withoutACommentTheSampleTellsTextFromNumbersAndSetsFromLists() {
    assertThat(marked("n string, tags array<string>, o string"))
        .isEqualTo("id string S, m struct<a:bigint,b:string> M, n string N, o string S, "
            + "tags array<string> SS, _overflow string ");
  }

  @Test
  void everyTypeThatNoValueIsIsRefusedAtOnceWithWhatToWrite() {
    assertThatThrownBy(() -> DeclaredColumns.parse(
            "a timestamp, b int, c float, d array<date>, e struct<f: smallint>, g map<bigint,string>,"
                + "h string not null, i array<string> comment 'NULL', j bigint comment 'S', A string,"
                + "_overflow map<string,string>, k array<bigint> comment 'SS'",
            "sluice.source.schema.ddl"))
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class, e -> assertThat(e.errors()).hasSize(12))
        .hasMessageContainingAll(
            "column a is a timestamp, which no DynamoDB value is",
            "column b is a int",
            "Declare it bigint",
            "Declare it double",
            "column d[] is a date",
            "column e.f is a smallint",
            "column g is a map<bigint,string>",
            "column h is NOT NULL",
            "COMMENT 'NULL' of i",
            "COMMENT 'S' of j",
            "columns a and A are the same to Spark",
            "column _overflow is Sluice's own",
            "COMMENT 'SS' of k");
    assertThatThrownBy(() -> DeclaredColumns.parse("a strange thing", "ddl"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("is not Spark DDL");
  }

  /** As {@code df.schema().toDDL()} has it. */
  @Test
  void theOverflowMayBeStatedAsItIs() {
    assertThat(marked("o string, _overflow string")).endsWith("_overflow string ");
  }

  @Test
  void ofNamesThatDifferByCaseTheOneSeenMostHasTheColumn() {
    List<String> items = List.of(
        "{'id':{'S':'a'},'Foo':{'N':'1'},'foo':{'N':'1'},'ID':{'S':'x'},'_OVERFLOW':{'S':'x'}}",
        "{'id':{'S':'b'},'foo':{'N':'1'},'Bar':{'S':'x'},'bar':{'S':'x'}}",
        "{'id':{'S':'c'},'m':{'M':{'k':{'S':'x'},'K':{'S':'x'}}},'ID':{'S':'x'}}",
        "{'id':{'S':'d'},'m':{'M':{'k':{'S':'x'}}},'_overflow':{'S':'x'},'ID':{'S':'x'}}");

    assertThat(Tallies.schema(items).fieldNames())
        .containsExactly("id", "Bar", "foo", "m", "_overflow");
  }

  @Test
  void whatIsAskedForHasColumnsThoughOthersAreSeenMore() {
    String many = IntStream.range(0, ColumnBudget.MAX_COLUMNS + 100)
        .mapToObj(i -> "'c" + i + "':{'N':'1'}")
        .collect(Collectors.joining(","));
    List<String> items = List.of(
        "{'id':{'S':'a'}," + many + ",'truth':{'S':'x'},'Truth':{'S':'x'}}",
        "{'id':{'S':'b'},'Truth':{'S':'x'},'z':{'M':{'a':{'N':'1'},'A':{'N':'1'}}}}",
        "{'id':{'S':'c'},'z.x':{'S':'x'},'null':{'NULL':true},'z':{'M':{'A':{'N':'1'},'b':{'S':''}}}}");

    StructType plain = Tallies.schema(items);
    assertThat(plain.fieldNames())
        .hasSize(ColumnBudget.MAX_COLUMNS + 1)
        .contains("Truth", "z")
        .doesNotContain("truth", "c999", "c998", "z.x");

    StructType asked = Tallies.schema(
        items,
        DeclaredColumns.NONE.naming(List.of("truth", "z.a.n", "C999", "z.x", "null", "absent")));
    assertThat(asked.fieldNames())
        .hasSize(ColumnBudget.MAX_COLUMNS + 1)
        .contains("id", "truth", "z", "c999", "z.x")
        .doesNotContain("Truth", "null", "absent");
    assertThat(((StructType) asked.apply("z").dataType()).fieldNames()).containsExactly("a", "b");

    List<String> more =
        IntStream.range(0, ColumnBudget.MAX_COLUMNS + 50).mapToObj(i -> "c" + i).toList();
    assertThat(Tallies.schema(items, DeclaredColumns.NONE.naming(more)).fieldNames())
        .containsAll(more);
  }

  private static String marked(String ddl) {
    StructType schema = Tallies.schema(ITEMS, DeclaredColumns.parse(ddl, "ddl"));
    return Arrays.stream(schema.fields())
        .map(f ->
            f.name() + " " + f.dataType().catalogString() + " " + ColumnMetadata.type(f.metadata()))
        .collect(Collectors.joining(", "));
  }
}
