package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One layer of a plot: a geometry, its data and its appearance. It is built step by step, then used once. */
public final class Layer {
  private final Map<String, Object> spec = new LinkedHashMap<>();
  private final Map<String, Object> data = new LinkedHashMap<>();
  private final Map<String, Object> mapping = new LinkedHashMap<>();

  private Layer(String geometry) {
    spec.put("geom", geometry);
    spec.put("tooltips", "none");
    spec.put("show_legend", false);
  }

  /** Creates a layer of Lets-Plot's geometry of that name. */
  public static Layer of(String geometry) {
    return new Layer(geometry);
  }

  /** Creates a line with the gaps of the series. */
  public static Layer line(Series series, Ink ink, double size) {
    return of("line").points(series).column("group", series.group()).stroke(ink).size(size);
  }

  /** Creates a dot for each point. */
  public static Layer dots(Series series, Ink ink, double size) {
    return of("point").points(series).stroke(ink).size(size);
  }

  /** Creates columns that start at zero and are {@code width} of x wide, however few they are. */
  public static Layer columns(Series series, Ink ink, double width) {
    Bars bars = new Bars(width);
    for (int i = 0; i < series.x().size(); i++) {
      bars.add(series.x().get(i), 0, series.y().get(i));
    }
    return bars.layer(ink);
  }

  /** Collects vertical bars from one value to another, at x. */
  public static final class Bars {
    private final double width;
    private final List<Double> left = new ArrayList<>();
    private final List<Double> right = new ArrayList<>();
    private final List<Double> low = new ArrayList<>();
    private final List<Double> high = new ArrayList<>();

    /** Creates bars of this width. */
    public Bars(double width) {
      this.width = width;
    }

    /** Adds one bar. */
    public Bars add(double x, double from, double to) {
      left.add(x - width / 2);
      right.add(x + width / 2);
      low.add(from);
      high.add(to);
      return this;
    }

    public boolean isEmpty() {
      return left.isEmpty();
    }

    public Layer layer(Ink ink) {
      return of("rect")
          .column("xmin", left)
          .column("xmax", right)
          .column("ymin", low)
          .column("ymax", high)
          .fill(ink)
          .size(0);
    }
  }

  /** Creates a dashed line at y. */
  public static Layer level(double y, Ink ink) {
    return of("hline")
        .set("yintercept", y)
        .set("linetype", "dashed")
        .stroke(ink)
        .size(0.6);
  }

  /** Creates a dotted line at x. */
  public static Layer mark(double x, Ink ink) {
    return of("vline")
        .set("xintercept", x)
        .set("linetype", "dotted")
        .stroke(ink)
        .size(0.6);
  }

  /** Creates text at points. */
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

  /** Adds a column of data, drawn as the aesthetic of that name. */
  public Layer column(String aesthetic, List<?> values) {
    mapping.put(aesthetic, aesthetic);
    data.put(aesthetic, new ArrayList<>(values));
    return this;
  }

  /** Sets each row's own fill; pass the inks to {@link Plot#fills} too. */
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

  /** Sets a constant of the layer, named as in Lets-Plot. */
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
