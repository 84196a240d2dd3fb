package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b", "a`b", "``", "a b", "it's", "back\\slash", "\\'", "é\n", "\"q\""})
  void sparkReadsBackWhatIsWritten(String text) {
    Dataset<Row> rows = TestSpark.session()
        .createDataFrame(
            List.of(RowFactory.create(text)), new StructType().add(text, DataTypes.StringType));
    assertThat(rows.select(SqlNames.column(text)).head().getString(0)).isEqualTo(text);
    assertThat(rows.where(SqlNames.identifier(text) + " = " + SqlNames.literal(text))
            .count())
        .isEqualTo(1);
  }
}
