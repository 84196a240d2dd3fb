package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> SEEN = List.of(
      "confidence",
      "errorMessage",
      "labeledAt",
      "latencyMs",
      "modelName",
      "modelVersion",
      "prediction",
      "requestId",
      "response.label",
      "timestamp");

  @ParameterizedTest
  @CsvSource({
    "model_name, modelName",
    "MODELNAME, modelName",
    "modelNmae, modelName",
    "labelledAt, labeledAt",
    "timestmp, timestamp",
    "latency_ms, latencyMs",
    "request.id, requestId",
    "responce.label, response.label",
    "predicted, prediction"
  })
  void findsWhatWasMeant(String name, String nearest) {
    assertThat(NearestName.of(name, SEEN)).hasValue(nearest);
  }

  @ParameterizedTest
  @CsvSource({"maker", "created_at", "sku", "x"})
  void whatIsLikeNoneIsNotGuessed(String name) {
    assertThat(NearestName.of(name, SEEN)).isEmpty();
  }

  @Test
  void namesAreData() {
    List<String> hostile = List.of("model\nName\u001b[31m", "m".repeat(390_000));
    assertThat(NearestName.sentence("modelName", hostile))
        .isEqualTo("The nearest name seen is model\u240aName\u241b[31m.");
    List<String> many = IntStream.range(0, 20_000).mapToObj(i -> "z" + i).toList();
    assertThat(NearestName.sentence("modelName", many)).endsWith(" and 19990 more.");
    assertThat(NearestName.sentence("modelName", List.of())).isEqualTo("None was seen.");
  }
}
