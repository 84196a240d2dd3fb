package dev.sluice.analytics;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is declared once: its name, its unit, the fewest values that it needs, its formula, and where it is shown.
 *
 * @param <S> the sample that its formula sees
 */
public interface Statistic<S> {
  /** All that is said of it. */
  StatisticDeclaration<S, ?> declaration();

  /** The name in {@code figures.json}, as an attribute of rows, and in {@code absent}. */
  default String attribute() {
    return declaration().name();
  }

  default Unit unit() {
    return declaration().unit();
  }

  /** The fewest values for which it is defined. */
  default long minCount() {
    return declaration().minCount();
  }

  /** The name of its interval in {@code figures.json} and in {@code absent}. */
  default String intervalName() {
    return attribute() + "Interval";
  }

  /** Returns whether the board's rows have it. */
  default boolean isOnBoard() {
    return declaration().board();
  }

  /** Its column in the console's table of its rows; null: none. */
  default @Nullable String consoleColumn() {
    return declaration().consoleColumn();
  }

  /** Its column in the console's table of board rows; null: none. */
  default @Nullable String consoleBoardColumn() {
    return declaration().consoleBoardColumn();
  }

  /** Its column in the report's table by day; null: none. */
  default @Nullable String reportColumn() {
    return declaration().reportColumn();
  }

  /** Returns the reason why the sample has no such statistic; null where it has one. */
  default @Nullable String undefined(S sample) {
    return declaration().undefined(sample);
  }

  /** Its value; there must be one. */
  default double of(S sample) {
    return declaration().value(sample);
  }

  /** Returns the statistics of the board's rows. */
  static <E extends Enum<E> & Statistic<?>> List<E> onBoard(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).filter(Statistic::isOnBoard).toList();
  }

  /** Returns the statistics that have a column in a table, with the column's title. */
  static <E extends Enum<E> & Statistic<?>> Map<E, String> columns(
      Class<E> type, Function<? super E, @Nullable String> column) {
    Map<E, String> titles = new EnumMap<>(type);
    for (E statistic : type.getEnumConstants()) {
      String title = column.apply(statistic);
      if (title != null) {
        titles.put(statistic, title);
      }
    }
    return titles;
  }

  /** Returns an unmodifiable copy in the order of declaration. */
  static <E extends Enum<E>, T> Map<E, T> copy(Class<E> type, Map<E, T> values) {
    Map<E, T> copy = new EnumMap<>(type);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }
}
