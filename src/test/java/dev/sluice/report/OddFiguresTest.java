package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever figures hold, there is a page, and what it cannot show it says. */
class OddFiguresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAILED = "could not be shown";

  /** What DynamoDB's numbers, and figures of them, can come to. */
  private static final double[] POSSIBLE = {
    0, 1, 0.5, 1e-130, 1e-9, 1e15, 9.9e125, 2e126, 123456789.123, 1e-20
  };

  private static final double[] IMPOSSIBLE = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -1,
    1e300
  };

  private static final Set<String> LATENCIES =
      Set.of("min", "max", "mean", "stddev", "p50", "p90", "p95", "p99", "p999", "low", "high");
  private static final Set<String> MAPS =
      Set.of("absent", "confusion", "perClass", "config", "byStatus");
  private static final Set<String> ERRORS = Set.of("mae", "rmse", "bias", "r2");

  @Test
  void latenciesThatAreAllZeroAreDrawn() throws IOException {
    String page = page(figures -> figures.get("latency").forEach(row -> zero(row)));
    Document document = Pages.parse(page);
    assertThat(page).doesNotContain(FAILED);
    assertThat(document.select("#m1-latency svg")).isNotEmpty();
    assertThat(document.select("#m1-latency strong").text()).contains("p50 0");
  }

  @Test
  void daysAtZeroAmongOthersAreNamed() throws IOException {
    String page = page(figures -> zero(figures.get("latency").get(0)));
    assertThat(page).doesNotContain(FAILED);
    assertThat(Pages.parse(page).select("#m2-latency .note").text()).contains("On 1 day");
  }

  @Test
  void classesOfSymbolsAreCutBetweenThem() {
    String page = Pages.render(
        UntrustedTextTest.figures("\uD83D\uDE00".repeat(11) + "\uD83D\uDC69\u200D\uD83D\uDC67"));
    assertThat(page).doesNotContain(FAILED);
    assertThat(Pages.charts(page)).hasSameSizeAs(Pages.parse(page).select("svg"));
    assertThat(Pages.parse(page).select("#m1-confusion svg")).isNotEmpty();
  }

  @Tag("thorough")
  @Test
  void possibleFiguresAreAllDrawn() throws IOException {
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String page = page(figures -> odd(figures, random, OddFiguresTest::possible));
      assertThat(page).as("seed %d", seed).doesNotContain(FAILED, "NaN", "Infinity");
      check(page);
    }
  }

  @Tag("thorough")
  @Test
  void otherFiguresSpoilTheirOwnPartOnly() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      check(page(figures -> odd(figures, random, OddFiguresTest::impossible)));
    }
  }

  private static void check(String page) {
    Document document = Pages.parse(page);
    assertThat(Pages.charts(page)).hasSameSizeAs(document.select("svg"));
    assertThat(document.select("article.model")).isNotEmpty();
    assertThat(document.select(".board tbody tr")).hasSize(2);
  }

  private static void zero(JsonNode row) {
    LATENCIES.forEach(name -> {
      if (row.has(name)) {
        ((ObjectNode) row).put(name, 0);
      }
    });
    List.of("p95Interval", "p99Interval").forEach(name -> {
      if (row.has(name)) {
        ((ObjectNode) row.get(name)).put("low", 0).put("high", 0);
      }
    });
  }

  /** How one field is made odd. */
  private interface Change {
    void of(ObjectNode holder, String name, SplittableRandom random);
  }

  private static void possible(ObjectNode holder, String name, SplittableRandom random) {
    if (LATENCIES.contains(name) && random.nextInt(3) == 0) {
      holder.put(name, POSSIBLE[random.nextInt(POSSIBLE.length)]);
    } else if (ERRORS.contains(name) || name.equals("value") || name.equals("bestValue")) {
      int sign = name.equals("mae") || name.equals("rmse") || random.nextBoolean() ? 1 : -1;
      holder.put(name, sign * POSSIBLE[random.nextInt(POSSIBLE.length)]);
    }
  }

  private static void impossible(ObjectNode holder, String name, SplittableRandom random) {
    JsonNode was = holder.get(name);
    if (random.nextInt(20) > 0) {
      return;
    }
    if (was.isDouble()) {
      double[] some = random.nextBoolean() ? POSSIBLE : IMPOSSIBLE;
      holder.put(name, some[random.nextInt(some.length)]);
    } else if (was.isIntegralNumber()) {
      holder.put(name, List.of(0L, -1L, 2_000_000_000L, 1L).get(random.nextInt(4)));
    } else if (was.isArray() && random.nextBoolean()) {
      holder.set(name, JSON.createArrayNode());
    } else if (MAPS.contains(name)) {
      holder.set(name, JSON.createObjectNode());
    }
  }

  private static void odd(JsonNode node, SplittableRandom random, Change change) {
    if (node instanceof ArrayNode) {
      node.forEach(element -> odd(element, random, change));
    } else if (node instanceof ObjectNode holder) {
      List<String> names = new ArrayList<>();
      holder.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!name.equals("window") && !name.equals("day")) {
          odd(holder.get(name), random, change);
          change.of(holder, name, random);
        }
      }
    }
  }

  /** The page of two models and an experiment, changed; figures that cannot be read are none. */
  private static String page(Consumer<JsonNode> change) throws IOException {
    List<SampleFigures.Model> models = SampleFigures.models();
    Figures sample = SampleFigures.of(
        List.of(models.get(2), models.get(4)), 8, SampleExperiments.all().subList(0, 1));
    JsonNode json = JSON.readTree(FiguresJson.write(sample));
    List.of("latency", "accuracy", "experiments", "headlines")
        .forEach(part -> assertThat(json.get(part)).isNotEmpty());
    change.accept(json);
    return Pages.render(FiguresJson.read(JSON.writeValueAsBytes(json)));
  }
}
