package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.layout.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page is bounded, whatever the figures hold, and what is left out is counted. */
@Tag("thorough")
class ManyFiguresTest {
  /** Of names: long, of several bytes, escaped. */
  private static final String HOSTILE = "\uD83D\uDE00<&".repeat(300);

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void tenThousandModels() {
    Document page = page(ManyFigures.models(10_000, "model "), Map.of());
    assertThat(page.select("article.model")).hasSizeBetween(20, 50);
    assertThat(page.select(".board tbody tr")).hasSize(100);
    assertThat(page.select("section:has(#status) summary").text())
        .isEqualTo("Other models, 152 rows");
    assertThat(page.select("section:has(#status) details tbody tr").eachText())
        .first()
        .asString()
        .startsWith("all of these together");
    assertThat(page.select("section:has(#status) details tbody tr").last().text())
        .isEqualTo("and 9,750 more");
    assertThat(page.select("section:has(#models) > p.empty").text())
        .contains("charts are left out for", "and 9,9");
    assertThat(page.select("section:has(#quality) tbody tr").eachText())
        .anyMatch(row -> row.startsWith("9,900 other models"));
  }

  @Test
  void tenThousandVersions() {
    Document page = page(ManyFigures.versions(10_000, "v"), Map.of());
    List<String> rows =
        page.select("article table:has(caption:contains(: versions,)) tbody tr").eachText();
    assertThat(rows).hasSize(51).last().asString().startsWith("9,952 others");
    assertThat(page.select("article table:has(caption:contains(against)) tbody tr")
            .last()
            .text())
        .isEqualTo("and 9,951 more");
    assertThat(page.select(".look li")).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void fiveThousandClasses() {
    Document page = page(ManyFigures.classes(5_000, "class "), Map.of());
    assertThat(page.select("#m1-confusion .n").text()).contains("the 20 largest of 5,000 classes");
  }

  @Test
  void longNamesOfManyModelsVersionsExperimentsAndColumns() {
    page(ManyFigures.models(500, HOSTILE), Map.of());
    page(ManyFigures.versions(1_000, HOSTILE), Map.of());
    page(ManyFigures.classes(100, HOSTILE), Map.of());
    page(ManyFigures.experiments(30, 1_000, HOSTILE), ManyFigures.schemas(1_000, HOSTILE));
  }

  @Test
  void manyRunsAreCountedNotDrawn() {
    Document page = page(ManyFigures.experiments(30, 3_000, "run "), Map.of());
    assertThat(page.select("section:has(#experiments) figure")).hasSizeBetween(3, 12);
    assertThat(page.select("section:has(#experiments) > p.empty").text())
        .contains("more experiments are in the summary table");
    assertThat(page.select("#x1 .note").text()).contains("Drawn are the last 200 runs");
  }

  private static Document page(Figures figures, Map<String, TableSchema> schemas) {
    long begin = System.nanoTime();
    String page = ReportPage.render(figures, SampleFigures.manifest(), schemas, SampleFigures.RUN);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ReportPage.MAX_BYTES);
    assertThat(page).doesNotContain("could not be shown");
    Document document = Pages.parse(page);
    assertThat(Pages.charts(page)).hasSameSizeAs(document.select("svg"));
    List<String> ids = document.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(document.select("a[href]").eachAttr("href"))
        .allMatch(link -> ids.contains(link.substring(1)));
    return document;
  }
}
