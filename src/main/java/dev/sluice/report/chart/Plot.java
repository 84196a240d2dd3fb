package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/** One plot: layers over axes. Sizes are those of its view box; the page scales it. */
public final class Plot {
  private static final double TEXT_SIZE = 11;

  /** Limit of a label, in UTF-16 units. The library cuts longer ones, even within surrogate pairs. */
  public static final int MAX_LABEL = 20;

  /** The margin that the library leaves on every side. */
  private static final int MARGIN = 10;

  private final int width;
  private final int height;
  private final int cut;
  private final List<Object> layers = new ArrayList<>();
  private final List<Object> scales = new ArrayList<>();
  private final Map<String, Object> theme;

  private Plot(int width, int height, int cut, Map<String, Object> theme) {
    this.width = width;
    this.height = height;
    this.cut = cut;
    this.theme = theme;
  }

  /** Creates a plot with axes and horizontal grid lines. */
  public static Plot framed(int width, int height) {
    return new Plot(width, height, 0, frame());
  }

  /** Creates a plot without axes, for use within a line of text. */
  public static Plot bare(int width, int height) {
    Map<String, Object> theme = frame();
    theme.put("axis", "blank");
    theme.put("axis_text", "blank");
    theme.put("axis_text_x", "blank");
    theme.put("panel_grid_major_y", "blank");
    return new Plot(width, height, MARGIN, theme);
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
    Map<String, Object> below = element("text", Ink.AXIS, TEXT_SIZE);
    below.put("margin", margin(12, 0, 0, 0));
    theme.put("axis_text_x", below);
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

  private static Map<String, Object> margin(double top, double right, double bottom, double left) {
    return new LinkedHashMap<>(Map.of("t", top, "r", right, "b", bottom, "l", left));
  }

  public Plot layer(Layer layer) {
    layers.add(layer.spec());
    return this;
  }

  public Plot axis(Axis axis) {
    scales.add(axis.spec());
    if (axis.name().equals("x") && axis.ticks().at().isEmpty()) {
      // half of y's lowest label is below the axis, where nothing else needs room
      theme.put("plot_margin", margin(0, 0, MARGIN, 0));
    }
    return this;
  }

  /**
   * Sets an axis of names, in this order.
   *
   * @throws IllegalArgumentException if a name has more than {@link #MAX_LABEL} characters
   */
  public Plot names(String aesthetic, List<String> names) {
    names.stream().filter(name -> name.length() > MAX_LABEL).findFirst().ifPresent(name -> {
      throw new IllegalArgumentException("no axis has room for the name " + name);
    });
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("discrete", true);
    scale.put("limits", new ArrayList<>(names));
    scale.put("expand", new ArrayList<>(List.of(0.0, 0.6)));
    scales.add(scale);
    theme.put("panel_grid_major_y", "blank");
    return this;
  }

  /** Sets the inks that rows of a layer may be filled with. */
  public Plot fills(List<Ink> inks) {
    Map<String, Object> scale = new LinkedHashMap<>();
    scale.put("aesthetic", "fill");
    scale.put("values", new ArrayList<>(inks.stream().map(Ink::hex).toList()));
    scale.put("limits", new ArrayList<>(inks.stream().map(Ink::css).toList()));
    scales.add(scale);
    return this;
  }

  /**
   * Renders the plot.
   *
   * @param id prefix of its ids; must be unique within the page
   * @param label a description in words; empty if the text beside it describes it
   */
  public String svg(String id, String label) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("kind", "plot");
    spec.put(
        "ggsize",
        new LinkedHashMap<>(Map.of("width", width + 2.0 * cut, "height", height + 2.0 * cut)));
    spec.put("theme", theme);
    // tiles would otherwise be squares, whatever the room
    spec.put("coord", new LinkedHashMap<>(Map.of("name", "cartesian")));
    spec.put("scales", scales);
    spec.put("layers", layers);
    String drawn = PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
        spec, null, new UnsupportedRGBEncoder(), false);
    return new SvgRewriter(id, label, "%d %d %d %d".formatted(cut, cut, width, height))
        .rewrite(drawn);
  }
}
