package dev.sluice.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.sluice.report.chart.Ink;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The templates and the style sheet, read from the package of this class. */
final class Templates {
  private final Mustache.Compiler compiler = Mustache.compiler()
      .withEscaper(Escapers.HTML)
      .strictSections(true)
      .withLoader(Templates::open);

  /** Returns a template that escapes every value except those in triple braces: SVG, CSS and rendered parts. */
  Template template(String name) {
    return compiler.compile(open(name));
  }

  static String css() {
    return text("style.css") + Ink.rules();
  }

  private static String text(String name) {
    try (InputStream in = stream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) {
    return new InputStreamReader(stream(name + ".html"), StandardCharsets.UTF_8);
  }

  private static InputStream stream(String name) {
    InputStream in = Templates.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from the jar");
    }
    return in;
  }
}
