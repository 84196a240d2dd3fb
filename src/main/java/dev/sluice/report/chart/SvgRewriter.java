package dev.sluice.report.chart;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Adapts Lets-Plot's SVG to the page: it scales with its container, has a description, takes its colours and fonts from
 * the page's style sheet, has ids that are unique within the page and reproducible, and a third of the bytes.
 */
final class SvgRewriter {
  private static final Set<String> DROPPED =
      Set.of("class", "style", "clip-bounds-jfx", "width", "height", "fill", "stroke");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?");
  private static final Pattern STYLE_FILL = Pattern.compile("fill:\\s*([^;]+);");
  private static final Pattern STYLE_SIZE = Pattern.compile("font-size:\\s*([0-9.]+)px");

  private final String prefix;
  private final String label;
  private final String viewBox;
  private final Map<String, String> ids = new HashMap<>();

  /**
   * @param prefix prefix of this chart's ids
   * @param label a description of the chart for screen readers
   * @param viewBox the visible part of the drawing
   */
  SvgRewriter(String prefix, String label, String viewBox) {
    this.prefix = prefix;
    this.label = label;
    this.viewBox = viewBox;
  }

  /** Returns the rewritten SVG, without an XML declaration. */
  String rewrite(String svg) {
    StringWriter text = new StringWriter(svg.length() / 2);
    try {
      XMLInputFactory in = XMLInputFactory.newDefaultFactory();
      in.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      in.setProperty(XMLInputFactory.IS_COALESCING, true);
      copy(
          in.createXMLStreamReader(new StringReader(svg)),
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text));
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the chart library wrote SVG that cannot be read", e);
    }
    return text.toString();
  }

  private void copy(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
    boolean inText = false;
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (in.getLocalName().equals("style") || isEmptyPath(in)) {
            skip(in);
          } else {
            inText = in.getLocalName().equals("text") || in.getLocalName().equals("tspan");
            start(in, out);
          }
        }
        case XMLStreamConstants.CHARACTERS -> {
          if (inText) {
            out.writeCharacters(in.getText().strip());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          inText = false;
          out.writeEndElement();
        }
        default -> {}
      }
    }
    out.flush();
  }

  /** Returns whether this is the empty path that Lets-Plot writes instead of a background. */
  private static boolean isEmptyPath(XMLStreamReader in) {
    return in.getLocalName().equals("path") && in.getAttributeCount() == 0;
  }

  private static void skip(XMLStreamReader in) throws XMLStreamException {
    int event = in.next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      event = in.next();
    }
  }

  private void start(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
    String name = in.getLocalName();
    out.writeStartElement(name);
    if (name.equals("svg")) {
      root(out);
      return;
    }
    Classes classes = new Classes();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      attribute(name, in.getAttributeLocalName(i), in.getAttributeValue(i), classes, out);
    }
    if (!classes.isEmpty()) {
      out.writeAttribute("class", classes.toString());
    }
  }

  private void root(XMLStreamWriter out) throws XMLStreamException {
    out.writeAttribute("xmlns", "http://www.w3.org/2000/svg");
    out.writeAttribute("viewBox", viewBox);
    if (label.isEmpty()) {
      out.writeAttribute("aria-hidden", "true");
    } else {
      out.writeAttribute("role", "img");
      out.writeAttribute("aria-label", label);
    }
    out.writeAttribute("focusable", "false");
  }

  private void attribute(
      String element, String name, String value, Classes classes, XMLStreamWriter out)
      throws XMLStreamException {
    switch (name) {
      case "class" -> classes.add(value);
      case "fill", "stroke" -> paint(name, value, classes, out);
      case "style" -> style(value, classes, out);
      case "id" -> out.writeAttribute(name, stable(value));
      case "clip-path" ->
        out.writeAttribute(name, "url(#" + stable(value.substring(5, value.length() - 1)) + ")");
      case "fill-opacity", "stroke-opacity" -> {
        if (!value.equals("1.0") && !element.equals("text")) {
          out.writeAttribute(name, rounded(value));
        }
      }
      default -> {
        String text = rounded(value);
        if (!text.isEmpty() && (!DROPPED.contains(name) || element.equals("rect"))) {
          out.writeAttribute(name, text);
        }
      }
    }
  }

  private static void paint(String name, String value, Classes classes, XMLStreamWriter out)
      throws XMLStreamException {
    var ink = value.startsWith("rgb(") || value.startsWith("#")
        ? Ink.of(value)
        : java.util.Optional.<Ink>empty();
    if (ink.isPresent()) {
      classes.add((name.equals("fill") ? "f-" : "s-") + ink.get().css());
    } else {
      out.writeAttribute(name, "none");
    }
  }

  private static void style(String value, Classes classes, XMLStreamWriter out)
      throws XMLStreamException {
    Matcher fill = STYLE_FILL.matcher(value);
    if (fill.find()) {
      Ink.of(fill.group(1).trim()).ifPresent(ink -> classes.add("f-" + ink.css()));
    }
    Matcher size = STYLE_SIZE.matcher(value);
    if (size.find()) {
      out.writeAttribute("font-size", rounded(size.group(1)));
    }
  }

  private String stable(String id) {
    return ids.computeIfAbsent(id, unseen -> prefix + "-" + ids.size());
  }

  /** Rounds numbers to a tenth of a pixel; other text is unchanged. */
  private static String rounded(String value) {
    return NUMBER
        .matcher(value)
        .replaceAll(found -> new BigDecimal(found.group())
            .setScale(1, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString())
        .strip();
  }

  /** The classes of one element. */
  private static final class Classes {
    private final StringBuilder text = new StringBuilder();

    void add(String name) {
      text.append(text.isEmpty() ? "" : " ").append(name);
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
