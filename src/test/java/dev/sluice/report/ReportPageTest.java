package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
  private static final String SAMPLE = Pages.render(SampleFigures.sample());

  @Test
  void isWellFormedAndSoIsEveryChart() {
    Document page = Pages.parse(SAMPLE);
    assertThat(Pages.charts(SAMPLE)).hasSameSizeAs(page.select("svg")).hasSizeGreaterThan(30);
  }

  @Test
  void needsNoNetworkAndNoScript() {
    Document page = Pages.parse(SAMPLE);
    assertThat(page.select("script, link, img, iframe, object, [src], [onclick], [style]"))
        .isEmpty();
    assertThat(matches("https?://[^\"]*", SAMPLE)).containsOnly("http://www.w3.org/2000/svg");
    assertThat(matches("url\\([^)]*\\)", SAMPLE)).allMatch(url -> url.startsWith("url(#"));
    assertThat(SAMPLE).doesNotContain("@import", "@font-face");
  }

  @Test
  void everyChartHasTitleNumberAndTable() {
    for (Element figure : Pages.parse(SAMPLE).select("figure:has(svg)")) {
      assertThat(figure.select("figcaption strong").text()).as(figure.id()).isNotBlank();
      assertThat(figure.select(".n").text()).as(figure.id()).startsWith("n = ");
      assertThat(figure.select("details table tbody tr")).as(figure.id()).isNotEmpty();
      assertThat(figure.select("details th[scope=col]")).as(figure.id()).isNotEmpty();
    }
  }

  @Test
  void everyChartSaysWhatItShows() {
    assertThat(Pages.parse(SAMPLE).select("svg"))
        .allMatch(
            svg -> svg.attr("role").equals("img") && !svg.attr("aria-label").isBlank());
  }

  @Test
  void anchorsAreUniqueAndLinksFindThem() {
    Document page = Pages.parse(SAMPLE);
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(page.select("a[href]").eachAttr("href"))
        .allMatch(link -> link.startsWith("#") && ids.contains(link.substring(1)));
    assertThat(matches("url\\(#([^)]*)\\)", SAMPLE))
        .allMatch(url -> ids.contains(url.substring(5, url.length() - 1)));
  }

  @Test
  void tablesSayWhatTheirCellsAre() {
    Document page = Pages.parse(SAMPLE);
    assertThat(page.select("table"))
        .allMatch(table -> !table.select("caption").text().isBlank());
    assertThat(page.select("th")).allMatch(cell -> cell.hasAttr("scope"));
    assertThat(page.select("td.none")).isNotEmpty().allMatch(cell -> !cell.attr("title")
        .isBlank());
  }

  @Test
  void coloursAreTheStyleSheets() {
    assertThat(matches("<svg.*?</svg>", SAMPLE))
        .allMatch(svg -> matches("rgb\\(|#[0-9a-fA-F]{6}", svg).isEmpty());
    for (String used : matches("var\\(--[a-z0-9-]+\\)", SAMPLE)) {
      String name = used.substring(4, used.length() - 1);
      assertThat(matches(Pattern.quote(name) + ":", SAMPLE)).as(used).isNotEmpty();
    }
  }

  @Test
  void saysWhatFellOnlyWhereItDid() {
    Document page = Pages.parse(SAMPLE);
    assertThat(page.select(".look li").eachText())
        .filteredOn(text -> text.contains("fell"))
        .singleElement()
        .asString()
        .matches(
            "digits-classifier Accuracy fell from 98.5\\S+ to 87\\S+ on 18 Oct, by the labels so far");
  }

  @Test
  void undefinedFiguresAreNeverNumbers() {
    assertThat(Pages.parse(SAMPLE).text()).doesNotContain("NaN", "Infinity", "∞", "null");
    assertThat(SAMPLE).doesNotContain("NaN");
  }

  @Test
  void sameFiguresSamePage() {
    assertThat(Pages.render(SampleFigures.sample())).isEqualTo(SAMPLE);
  }

  @Tag("thorough")
  @Test
  void sixtyModelsFit() {
    List<SampleFigures.Model> models = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      SampleFigures.Model like = SampleFigures.models().get(i % 5);
      models.add(like.named("model %02d".formatted(i)));
    }
    Figures figures = SampleFigures.of(models, 28, SampleExperiments.all());
    String page = Pages.render(figures);
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(ReportPage.MAX_BYTES);
    Document document = Pages.parse(page);
    assertThat(document.select(".board tbody tr")).hasSize(60);
    assertThat(document.text()).contains("charts are left out for");
    assertThat(document.select(".look li")).hasSizeLessThan(20);
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
