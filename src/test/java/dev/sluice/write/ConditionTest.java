package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ConditionTest {
  /** Quotes of CSV are double here, so that single ones may stand in the texts. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      attribute_not_exists(id) OR version < :version | attribute_not_exists(#_id) OR #_version < :_version
      #status = :status                              | #_status = :_status
      status=:status                                 | #_status=:_status
      a.b[0].c[12] = :d                              | #_a.#_b[0].#_c[12] = :_d
      NOT (a BETWEEN :b and :c)                      | NOT (#_a BETWEEN :_b and :_c)
      a IN (:b,:c) or a in(:d)                       | #_a IN (:_b,:_c) or #_a in(:_d)
      `not` = :a                                     | #_not = :_a
      `a.b` = :`c d` AND #`e-f` <> :x                | #_0 = :_0 AND #_1 <> :_x
      _x = :9                                        | #_0 = :_0
      Größe > :größe                                 | #_0 > :_0
      a = 5 AND b <> -1.5e3 AND c >= +.5             | #_a = :__0 AND #_b <> :__1 AND #_c >= :__2
      begins_with(a, 'x') AND size (b) < 10          | begins_with(#_a, :__0) AND size (#_b) < :__1
      a = true AND b = FALSE OR c = null             | #_a = :__0 AND #_b = :__1 OR #_c = :__2
      a = :a AND b = :a AND a <> :b                  | #_a = :_a AND #_b = :_a AND #_a <> :_b
      """)
  void namesAndValuesAreReplacedAndAllElseStays(String source, String text) {
    assertThat(ConditionParser.parse(source).text()).isEqualTo(text);
  }

  @Test
  void namesColumnsAndLiteralsAreKept() {
    Condition condition =
        ConditionParser.parse("`a``b` = :`c'd` AND e = 'it''s' AND f < 1.50 AND e = :g");

    assertThat(condition.names()).isEqualTo(Map.of("#_0", "a`b", "#_e", "e", "#_f", "f"));
    assertThat(condition.columns()).isEqualTo(Map.of(":_0", "c'd", ":_g", "g"));
    assertThat(condition.literals())
        .isEqualTo(
            Map.of(":__0", AttributeValue.fromS("it's"), ":__1", AttributeValue.fromN("1.50")));
    assertThat(condition.renamed(String::toUpperCase).columnNames()).containsExactly("C'D", "G");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      a = 'x            | has a quote that does not end: 'x
      a = `x            | has a quote that does not end: `x
      `` = :a           | has an empty name before: = :a
      a = :             | has no name at its end
      # = :a            | has no name: = :a
      model-version = 1 | has neither a number nor a name: -version = 1
      a = 5x            | has neither a number nor a name: 5x
      a != :b           | has a character that DynamoDB does not know: != :b
      a = :b; drop      | has a character that DynamoDB does not know: ; drop
      """)
  void otherTextIsRefused(String source, String message) {
    assertThatThrownBy(() -> ConditionParser.parse(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void nothingAndTooMuchAreRefused() {
    assertThatThrownBy(() -> ConditionParser.parse("  ")).hasMessage("is empty");
    assertThatThrownBy(() -> ConditionParser.parse("a = :b" + " OR a = :b".repeat(500)))
        .hasMessageContaining("bytes with its aliases, and DynamoDB takes 4096");
  }

  @Test
  void itTravelsToExecutors() throws Exception {
    Condition condition =
        ConditionParser.parse("a = 'x' OR b = 1 OR c = true OR d = null OR `e.f` = :`g h`");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(condition);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(condition);
    }
  }
}
