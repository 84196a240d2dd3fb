package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;
import org.jspecify.annotations.Nullable;

/** One plot: layers over axes. Sizes are of its view box; the page scales it. */
public final class Plot {
  private static final double TEXT_SIZE = 11;

  private final int width;
  private final int height;
  private final List<Object> layers = new ArrayList<>();
  private final List<Object> scales = new ArrayList<>();
  private final Map<String, Object> theme;
  private @Nullable Map<String, Object> facet;

  private Plot(int width, int height, Map<String, Object> theme) {
    this.width = width;
    this.height = height;
    this.theme = theme;
  }

  /** A plot with axes, lines across for the marks of y, nothing else around it. */
  public static Plot framed(int width, int height) {
    return new Plot(width, height, frame());
  }

  /** A plot with nothing around it, to stand in a line of text. */
  public static Plot bare(int width, int height) {
    Map<String, Object> theme = frame();
    theme.put("axis", "blank");
    theme.put("axis_text", "blank");
    theme.put("panel_grid", "blank");
    return new Plot(width, height, theme);
  }

  private static Map<String, Object> frame() {
    Map<String, Object> theme = new LinkedHashMap<>();
    theme.put("name", "minimal");
    for (String part : List.of(
        "plot_background",
        "panel_background",
        "panel_grid_minor",
        "panel_grid_major_x",
        "axis_title",
        "axis_ticks")) {
      theme.put(part, "blank");
    }
    theme.put("legend_position", "none");
    theme.put("axis_text", element("text", Ink.AXIS, TEXT_SIZE));
    theme.put("panel_grid_major_y", element("line", Ink.GRID, 1));
    return theme;
  }

  private static Map<String, Object> element(String kind, Ink ink, double size) {
    Map<String, Object> element = new LinkedHashMap<>();
    element.put("name", kind);
    element.put("color", ink.hex());
    element.put("size", size);
    return element;
  }

  public Plot layer(Layer layer) {
    layers.add(layer.spec());
    return this;
  }

  public Plot axis(Axis axis) {
    scales.add(axis.spec());
    return this;
  }

  /** An axis of names, in this order. */
  public Plot names(String aesthetic, List<String> names) {
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("discrete", true);
    scale.put("limits", new ArrayList<>(names));
    scale.put("expand", new ArrayList<>(List.of(0.0, 0.6)));
    scales.add(scale);
    theme.put("panel_grid_major_y", "blank");
    return this;
  }

  /**
   * One panel above another, by descending name, sharing x: each with its own y, which counts.
   *
   * @param column the column of every layer's data that names a row's panel
   */
  public Plot panels(String column) {
    facet = new LinkedHashMap<>();
    facet.put("name", "wrap");
    facet.put("facets", new ArrayList<>(List.of(column)));
    facet.put("ncol", 1.0);
    facet.put("scales", "free_y");
    facet.put("order", new ArrayList<>(List.of(-1.0)));
    theme.put("strip_background", "blank");
    theme.put("strip_text", element("text", Ink.AXIS, TEXT_SIZE));
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("aesthetic", "y");
    counts.put("format", ",d");
    scales.add(counts);
    return this;
  }

  /**
   * Draws it.
   *
   * @param id what its ids begin with; not that of another chart of the page
   * @param label what it shows, in words; empty where the text beside it says so
   */
  public String svg(String id, String label) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("kind", "plot");
    spec.put(
        "ggsize", new LinkedHashMap<>(Map.of("width", (double) width, "height", (double) height)));
    spec.put("theme", theme);
    spec.put("scales", scales);
    spec.put("layers", layers);
    if (facet != null) {
      spec.put("facet", facet);
    }
    String drawn = PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
        spec, null, new UnsupportedRGBEncoder(), false);
    return new SvgRewriter(id, label, width, height).rewrite(drawn);
  }
}
