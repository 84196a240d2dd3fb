package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.browser.Chromium;
import dev.sluice.browser.Tab;
import dev.sluice.browser.View;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages as a browser shows them. {@code jobs/check report} runs this; pictures are left in target/report. */
@Tag("browser")
final class ReportInBrowserTest {
  private static final Path PICTURES = Path.of("target", "report");
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final View DESK = new View("desktop", 1440, 900, "light", false);

  /** A4 at 96 dots an inch, without the browser's own margins. */
  private static final int PAPER = 718;

  private static final Map<String, URI> PAGES = new LinkedHashMap<>();

  @TempDir
  static Path folder;

  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start(folder.resolve("profile"));
    page("sample", Pages.render(SampleFigures.sample()));
    page("empty", Pages.render(SampleFigures.empty()));
    page("one-day", Pages.render(SampleFigures.of(SampleFigures.models(), 1, List.of())));
    page("hostile", Pages.render(UntrustedTextTest.figures("<script>" + "x".repeat(500))));
    String demo = System.getProperty("sluice.report");
    if (demo != null) {
      PAGES.put("demo", Path.of(demo).toUri());
    }
  }

  private static void page(String name, String html) throws IOException {
    PAGES.put(name, Files.writeString(folder.resolve(name + ".html"), html).toUri());
  }

  @AfterAll
  static void end() {
    chromium.close();
  }

  static Stream<View> views() {
    return Stream.of("light", "dark")
        .flatMap(scheme -> Stream.of(
            new View("phone", 390, 844, scheme, false),
            new View("tablet", 820, 1180, scheme, false),
            new View("desktop", 1440, 900, scheme, false),
            new View("paper", PAPER, 1050, scheme, true)));
  }

  static Stream<Arguments> pagesAndViews() {
    return PAGES.keySet().stream().flatMap(page -> views().map(view -> Arguments.of(page, view)));
  }

  @ParameterizedTest
  @MethodSource("pagesAndViews")
  void everythingIsDrawnAndNothingOverflows(String page, View view) throws IOException {
    try (Tab tab = open(page, view)) {
      tab.picture(PICTURES.resolve(page + "-" + view + ".png"));
      assertThat(texts(tab.evaluate(resource("dev/sluice/report/inspect.js")))).isEmpty();
      assertThat(tab.faults()).isEmpty();
      assertThat(tab.requests()).containsExactly(PAGES.get(page).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("pagesAndViews")
  void isAccessible(String page, View view) throws IOException {
    try (Tab tab = open(page, view)) {
      tab.evaluate(resource(AXE) + "; 0");
      JsonNode found = tab.evaluate("""
          axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.flatMap(
              rule => rule.nodes.map(node => rule.id + ': ' + node.html.slice(0, 200) + ' '
                  + (node.failureSummary || '').replace(/\\s+/g, ' '))))
          """);
      assertThat(texts(found)).isEmpty();
    }
  }

  @Test
  void keysReachAllThatCanBeUsedInTheOrderOfThePage() {
    try (Tab tab = open("sample", DESK)) {
      int stops = tab.evaluate(
              "[...document.querySelectorAll('a, summary, [tabindex]')].filter(e =>"
                  + " e.checkVisibility()).map((e, i) => e.stop = i).length")
          .asInt();
      List<Integer> reached = new ArrayList<>();
      for (int i = 0; i < stops; i++) {
        tab.tabulator();
        JsonNode at = tab.evaluate("""
            (() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
              return {stop: e.stop ?? -1, seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
                  && box.left >= 0 && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
                what: e.outerHTML.slice(0, 200)}; })()
            """);
        assertThat(at.path("seen").asBoolean()).as(at.path("what").asText()).isTrue();
        reached.add(at.path("stop").asInt());
      }
      assertThat(stops).isGreaterThan(30);
      assertThat(reached).hasSize(stops).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void enterOpensATable() {
    try (Tab tab = open("sample", DESK)) {
      tab.evaluate("document.querySelector('figure summary').focus()");
      tab.enter();
      assertThat(tab.evaluate("document.querySelector('figure details').open").asBoolean())
          .isTrue();
    }
  }

  @Test
  void everyTableOpensWithoutOverflow() throws IOException {
    for (View view : views().toList()) {
      try (Tab tab = open("sample", view)) {
        tab.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)");
        assertThat(texts(tab.evaluate(resource("dev/sluice/report/inspect.js"))))
            .as(view.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void prints() throws IOException {
    try (Tab tab = open("sample", DESK)) {
      Path pdf = PICTURES.resolve("sample.pdf");
      tab.pdf(pdf);
      assertThat(pdf).binaryContent().startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static Tab open(String page, View view) {
    return chromium.tab().through(view).open(PAGES.get(page));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = ReportInBrowserTest.class.getClassLoader().getResourceAsStream(path)) {
      assertThat(in).as(path).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
