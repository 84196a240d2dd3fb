package dev.sluice.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The meaning of a colour. A plot is drawn with a code for the meaning; the style sheet maps the meaning to a colour,
 * in light and in dark: ink {@code P50} is the variable {@code --p50}. The codes are never displayed as colours.
 */
public enum Ink {
  AXIS,
  GRID,
  MARK,
  P50,
  P95,
  P99,
  OBJECTIVE,
  REQUESTS,
  FAILED,
  BAND,
  DAY,
  ROLLING,
  ROLLING28,
  BASELINE,
  PROVISIONAL,
  RUN,
  BEST,
  A,
  B,
  C,
  D,
  E,
  HEAT0,
  HEAT1,
  HEAT2,
  HEAT3,
  HEAT4,
  HEAT5,
  HEAT6,
  ON_LIGHT,
  ON_DARK;

  private static final int FIRST = 0x0A0B00;
  private static final List<Ink> ALL = List.of(values());
  private static final Map<String, Ink> BY_CODE =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Ink::hex, ink -> ink));

  /** Returns the code, as {@code #rrggbb}. */
  String hex() {
    return String.format(Locale.ROOT, "#%06x", FIRST + ALL.indexOf(this));
  }

  /** Returns the name of the style sheet's variable and classes, without leading dashes. */
  public String css() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the ink of a code as Lets-Plot writes it: {@code #0a0b01} or {@code rgb(10,11,1)}. */
  static Optional<Ink> of(String colour) {
    return Optional.ofNullable(BY_CODE.get(colour.startsWith("rgb(") ? hexOf(colour) : colour));
  }

  private static String hexOf(String rgb) {
    String[] parts = rgb.substring("rgb(".length(), rgb.length() - 1).split(",", -1);
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Integer.parseInt(parts[0].trim()),
        Integer.parseInt(parts[1].trim()),
        Integer.parseInt(parts[2].trim()));
  }

  /** Returns style rules that give every ink its variable's colour, for {@code fill}, {@code stroke} and legends. */
  public static String rules() {
    StringBuilder rules = new StringBuilder();
    for (Ink ink : ALL) {
      String css = ink.css();
      rules.append("svg .f-%s{fill:var(--%s)}".formatted(css, css));
      rules.append(".s-%s{stroke:var(--%s)}".formatted(css, css));
      rules.append(".k-%s{--k:var(--%s)}\n".formatted(css, css));
    }
    return rules.toString();
  }
}
