package dev.sluice.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown file of this repository.
 *
 * @param path relative to the repository's root
 */
record MarkdownPage(Path path, String text) {
  static final Path FOLDER = Path.of("src/site/markdown");

  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
  private static final Pattern SEPARATOR = Pattern.compile("[;|()]|&&");
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");

  static MarkdownPage read(Path path) {
    try {
      return new MarkdownPage(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage named(String name) {
    return read(FOLDER.resolve(name));
  }

  /** The pages of the site, in the order of their names. */
  static List<MarkdownPage> site() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(MarkdownPage::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The site's pages and README.md. */
  static List<MarkdownPage> all() {
    return Stream.concat(Stream.of(read(Path.of("README.md"))), site().stream()).toList();
  }

  String name() {
    return path.getFileName().toString();
  }

  /** Targets of links and pictures outside of code, as they are written. */
  List<String> links() {
    String prose = INLINE.matcher(String.join("\n", prose())).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
        .toList();
  }

  /** Anchors that have a name of their own; those of headings differ between GitHub and the site. */
  Set<String> anchors() {
    return ANCHOR.matcher(text).results().map(a -> a.group(1)).collect(Collectors.toSet());
  }

  /** Lines of blocks of code, fenced or indented. */
  List<String> codeLines() {
    return lines(true);
  }

  /** Code within sentences and tables, without its backticks. */
  List<String> inlineCode() {
    return prose().stream()
        .flatMap(line -> INLINE.matcher(line).results())
        .map((MatchResult code) -> code.group(1))
        .toList();
  }

  /** Commands that the text shows, each on one line, without the comment behind it. */
  List<String> commands() {
    String code = String.join("\n", codeLines()).replaceAll("\\\\\n *", "");
    return Stream.concat(code.lines(), inlineCode().stream())
        .flatMap(SEPARATOR::splitAsStream)
        .map(command -> command.replaceAll("(^|\\s)# .*", "").strip())
        .filter(command -> command.contains("jobs/"))
        .toList();
  }

  /** The text with another content between the comments that mark a generated part. */
  String with(String part, String content) {
    String begin = "<!-- begin generated: " + part + " -->";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- end generated -->", from);
    if (from < begin.length() || to < 0) {
      throw new IllegalStateException(path + " has no part: " + part);
    }
    return text.substring(0, from) + "\n\n" + content.strip() + "\n\n" + text.substring(to);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private List<String> prose() {
    return lines(false);
  }

  private List<String> lines(boolean code) {
    List<String> lines = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      boolean fence = line.startsWith("```");
      boolean isCode = (fenced && !fence) || line.startsWith("    ");
      fenced ^= fence;
      if (!fence && isCode == code) {
        lines.add(line);
      }
    }
    return lines;
  }
}
