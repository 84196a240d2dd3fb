package dev.sluice.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of README.md and of the site's pages, which GitHub and {@code mvn site} both have to follow. */
final class LinksTest {
  private static final Path PICTURES = Path.of("src/site/resources");
  private static final Path CODE = Path.of("src/main/java/dev/sluice");
  private static final int MAX_CODE = 120;

  static List<MarkdownPage> pages() {
    return MarkdownPage.all();
  }

  static List<MarkdownPage> site() {
    return MarkdownPage.site();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(MarkdownPage page) {
    assertThat(page.links()).allSatisfy(link -> {
      URI target = URI.create(link);
      if (target.getScheme() != null) {
        assertThat(target.getScheme()).as(link).isEqualTo("https");
      } else {
        Path file = file(page, target.getPath());
        assertThat(file).as(link).exists();
        if (target.getFragment() != null) {
          assertThat(MarkdownPage.read(file).anchors()).as(link).contains(target.getFragment());
        }
      }
    });
  }

  /** The built site holds nothing else of the repository. */
  @ParameterizedTest
  @MethodSource("site")
  void pagesOfTheSiteLinkToPagesAlone(MarkdownPage page) {
    assertThat(page.links())
        .filteredOn(link -> !link.matches("https://.*|#.*|[a-z-]+\\.md(#.*)?|images/.*"))
        .isEmpty();
  }

  @Test
  void everyPageIsLinkedFromTheReadmeTheIndexAndTheMenu() throws Exception {
    String menu = Files.readString(Path.of("src/site/site.xml"));
    List<String> index = MarkdownPage.named("index.md").links();
    List<String> readme = MarkdownPage.read(Path.of("README.md")).links();

    assertThat(MarkdownPage.site())
        .filteredOn(page -> !page.name().equals("index.md"))
        .hasSizeGreaterThan(10)
        .allSatisfy(page -> {
          assertThat(index).contains(page.name());
          assertThat(readme).anyMatch(link -> link.startsWith(page.path().toString()));
          assertThat(menu).contains("\"" + page.name().replace(".md", ".html") + "\"");
        });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void classesThatAreNamedAreThere(MarkdownPage page) {
    assertThat(page.inlineCode())
        .filteredOn(code -> code.matches("([a-z]+\\.)+[A-Z][A-Za-z]+"))
        .allSatisfy(name -> {
          String file = name.replaceFirst("^dev\\.sluice\\.", "").replace('.', '/') + ".java";
          assertThat(CODE.resolve(file)).exists();
        });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codeFitsThePage(MarkdownPage page) {
    assertThat(page.codeLines()).filteredOn(line -> line.length() > MAX_CODE).isEmpty();
  }

  private static Path file(MarkdownPage page, String link) {
    if (link.isEmpty()) {
      return page.path();
    }
    if (page.path().startsWith(MarkdownPage.FOLDER) && link.startsWith("images/")) {
      return PICTURES.resolve(link);
    }
    return page.path().resolveSibling(link).normalize();
  }
}
