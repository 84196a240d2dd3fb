package dev.sluice.report;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.layout.TableSchema;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.nodes.Document;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pages as a strict reader sees them. */
final class Pages {
  private Pages() {}

  static String render(Figures figures) {
    return ReportPage.render(figures, SampleFigures.manifest(), Map.of(), SampleFigures.RUN);
  }

  /** The page of the sample, with these schemas. */
  static String render(Map<String, TableSchema> schemas) {
    return ReportPage.render(
        SampleFigures.sample(), SampleFigures.manifest(), schemas, SampleFigures.RUN);
  }

  /** The page's tree; fails on the first thing that an HTML5 parser calls an error. */
  static Document parse(String page) {
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document document = parser.parseInput(page, "");
    if (!parser.getErrors().isEmpty()) {
      throw new AssertionError(
          parser.getErrors().stream().map(ParseError::toString).collect(Collectors.joining("\n")));
    }
    return document;
  }

  /** Every SVG of the page, read as XML. */
  static List<Element> charts(String page) {
    return java.util.regex.Pattern.compile("<svg.*?</svg>", java.util.regex.Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(found -> xml(found.group()))
        .toList();
  }

  private static Element xml(String text) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
