package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One layer of a plot: a geometry, its data and its looks. Built step by step, then used once. */
public final class Layer {
  private final Map<String, Object> spec = new LinkedHashMap<>();
  private final Map<String, Object> data = new LinkedHashMap<>();
  private final Map<String, Object> mapping = new LinkedHashMap<>();

  private Layer(String geometry) {
    spec.put("geom", geometry);
    spec.put("tooltips", "none");
    spec.put("show_legend", false);
  }

  /** A layer of Lets-Plot's geometry of that name. */
  public static Layer of(String geometry) {
    return new Layer(geometry);
  }

  /** A line that breaks where the series does. */
  public static Layer line(Series series, Ink ink, double size) {
    return of("line").points(series).column("group", series.group()).stroke(ink).size(size);
  }

  /** A dot for each point. */
  public static Layer dots(Series series, Ink ink, double size) {
    return of("point").points(series).stroke(ink).size(size);
  }

  /** Columns that stand on zero, {@code width} of x wide, however few they are. */
  public static Layer columns(Series series, Ink ink, double width) {
    return of("rect")
        .column("xmin", series.x().stream().map(x -> x - width / 2).toList())
        .column("xmax", series.x().stream().map(x -> x + width / 2).toList())
        .column("ymin", Collections.nCopies(series.y().size(), 0.0))
        .column("ymax", series.y())
        .fill(ink)
        .size(0);
  }

  /** A dashed line at y. */
  public static Layer level(double y, Ink ink) {
    return of("hline")
        .set("yintercept", y)
        .set("linetype", "dashed")
        .stroke(ink)
        .size(0.6);
  }

  /** A dotted line at x. */
  public static Layer mark(double x, Ink ink) {
    return of("vline")
        .set("xintercept", x)
        .set("linetype", "dotted")
        .stroke(ink)
        .size(0.6);
  }

  /** Text at points. */
  public static Layer text(
      List<Double> x, List<Double> y, List<String> text, Ink ink, double size) {
    return of("text")
        .column("x", x)
        .column("y", y)
        .column("label", text)
        .stroke(ink)
        .size(size);
  }

  private Layer points(Series series) {
    return column("x", series.x()).column("y", series.y());
  }

  /** A column of data, drawn as the aesthetic of that name. */
  public Layer column(String aesthetic, List<?> values) {
    mapping.put(aesthetic, aesthetic);
    data.put(aesthetic, new ArrayList<>(values));
    return this;
  }

  /** Each row's own fill; the plot must be told the inks by {@link Plot#fills}. */
  public Layer fills(List<Ink> inks) {
    return column("fill", inks.stream().map(Ink::css).toList());
  }

  public Layer stroke(Ink ink) {
    return set("color", ink.hex());
  }

  public Layer fill(Ink ink) {
    return set("fill", ink.hex());
  }

  public Layer size(double size) {
    return set("size", size);
  }

  /** A constant of the layer, named as in Lets-Plot. */
  public Layer set(String option, Object value) {
    spec.put(option, value);
    return this;
  }

  Map<String, Object> spec() {
    spec.put("data", data);
    spec.put("mapping", mapping);
    return spec;
  }
}
