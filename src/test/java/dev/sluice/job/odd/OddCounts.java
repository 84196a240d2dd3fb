package dev.sluice.job.odd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How many of the odd items are of which kind, told by what was put into the table alone. */
record OddCounts(long events, long labels, Map<String, Long> latencies) {
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

  static OddCounts of(List<OddItem> odd) {
    Map<String, Long> latencies = new TreeMap<>();
    odd.stream()
        .filter(each -> each.attribute().equals("latencyMs"))
        .forEach(each -> latencies.merge(latency(each.item().get("latencyMs")), 1L, Long::sum));
    return new OddCounts(
        odd.stream().filter(each -> !each.label()).count(),
        odd.stream().filter(OddItem::label).count(),
        latencies);
  }

  /** Why a latency is not counted, or {@code count}. */
  private static String latency(AttributeValue value) {
    if (value == null) {
      return "missing";
    }
    return switch (value.type()) {
      case NUL -> "null";
      case N -> new BigDecimal(value.n()).signum() < 0 ? "negative" : "count";
      case S -> text(value.s());
      default -> "nonNumeric";
    };
  }

  private static String text(String text) {
    if (List.of("NaN", "Infinity", "-Infinity").contains(text)) {
      return "notFinite";
    }
    if (!text.matches(NUMBER) || !isInRange(new BigDecimal(text))) {
      return "nonNumeric";
    }
    return new BigDecimal(text).signum() < 0 ? "negative" : "count";
  }

  /** DynamoDB's: 38 digits, from 1E-130 to below 1E+126. */
  private static boolean isInRange(BigDecimal number) {
    BigDecimal size = number.abs().stripTrailingZeros();
    return size.signum() == 0
        || (size.precision() <= 38
            && size.compareTo(new BigDecimal("1E-130")) >= 0
            && size.compareTo(new BigDecimal("1E+126")) < 0);
  }

  /** Every item is somewhere, and what was odd about it is counted by its reason. */
  void mustBeMetBy(OddRun run) {
    JsonNode items = run.json().path("items");
    assertThat(items.path("scanned").asLong()).isEqualTo(OddTables.goodItems() + events);
    assertThat(items.path("written").asLong()
            + items.path("rejected").asLong()
            + items.path("expired").asLong()
            + items.path("filtered").asLong())
        .isEqualTo(items.path("scanned").asLong());
    JsonNode dated = run.json().path("events");
    assertThat(dated.path("analysed").asLong()
            + dated.path("undated").asLong()
            + dated.path("unmodelled").asLong()
            + dated.path("earlier").asLong()
            + dated.path("later").asLong())
        .as(dated.toString())
        .isEqualTo(items.path("written").asLong());
    assertThat(excluded(run)).containsAllEntriesOf(without(latencies, "count"));
  }

  private static Map<String, Long> without(Map<String, Long> counts, String key) {
    Map<String, Long> rest = new TreeMap<>(counts);
    rest.remove(key);
    return rest;
  }

  /** Over all models of the odd day. */
  private static Map<String, Long> excluded(OddRun run) {
    Map<String, Long> excluded = new TreeMap<>();
    run.rows().forEach((key, row) -> {
      if (key.startsWith("LATENCY#") && key.endsWith("| DAY#" + OddTables.ODD_DAY + "#*")) {
        row.get("excluded")
            .m()
            .forEach(
                (reason, count) -> excluded.merge(reason, Long.parseLong(count.n()), Long::sum));
      }
    });
    return excluded;
  }
}
