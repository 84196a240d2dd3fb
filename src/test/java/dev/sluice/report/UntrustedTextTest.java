package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.Figures;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an attribute holds, it is shown as text. */
final class UntrustedTextTest {
  static List<String> texts() {
    return List.of(
        "<script>alert(1)</script>",
        "</text></svg><img src=x onerror=alert(1)>",
        "]]> <![CDATA[ <!-- --> ?>",
        "\"quotes\" 'and' `ticks` & &amp; &#0;",
        "مرحبا بالعالم",
        "left \u202Eright \u2066isolate",
        "bell \u0007 nul \u0000 escape \u001B[31m delete \u007F next \u0085",
        "line\nbreak\ttab\r",
        "😀 family 👩‍👩‍👧",
        "half \uD83D surrogate",
        "{{title}} {{{css}}} {{>table}}",
        "<a href=\"javascript:alert(1)\">x</a>",
        "\\(x^2\\) ${x} %s %n",
        "",
        "x".repeat(500));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isShownAsText(String text) {
    String page = Pages.render(figures(text));
    Document document = Pages.parse(page);
    assertThat(document.select("script, img, a[href^=javascript]")).isEmpty();
    assertThat(document.select("article h3").text())
        .isEqualToNormalizingWhitespace(PlainText.of(text));
    assertThat(document.select("svg text").eachText()).isNotEmpty();
    assertThat(document.select("#x1 tbody th").text())
        .isEqualToNormalizingWhitespace(PlainText.of(text));
    assertThat(Pages.charts(page)).hasSameSizeAs(document.select("svg"));
    assertThat(page.chars().filter(c -> c < 0x20 && c != '\n')).isEmpty();
  }

  /** The text as name of a model, versions, classes, an experiment and its run. */
  static Figures figures(String text) {
    SampleFigures.Model model = new SampleFigures.Model(
        text,
        text + "1",
        150,
        1.5,
        List.of(text, text + " b", "c"),
        0.9,
        SampleFigures.LAST.minusDays(4),
        text);
    ExperimentFigures.Run run = new ExperimentFigures.Run(
        text, SampleFigures.AS_OF, text, text, 0.5, true, Map.of(text, new Setting("S", text)));
    ExperimentFigures.Step step = new ExperimentFigures.Step(
        text,
        SampleFigures.AS_OF,
        text,
        0.5,
        text,
        0.6,
        0.1,
        0.1 / 0.6,
        List.of(new ExperimentFigures.Change(text, null, new Setting("S", text))));
    ExperimentFigures experiment = new ExperimentFigures(
        text,
        text,
        Better.SMALLER,
        text,
        SampleFigures.AS_OF,
        0.5,
        List.of(step),
        1,
        0,
        0L,
        0L,
        0L,
        0L,
        Map.of(text, 1L),
        List.of(run),
        Map.of());
    return SampleFigures.of(List.of(model), 10, List.of(experiment));
  }
}
