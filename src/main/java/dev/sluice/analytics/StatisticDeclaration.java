package dev.sluice.analytics;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one {@link Statistic}. By default it needs one value and is in no table.
 *
 * @param <S> the sample that the formula sees
 * @param <D> the declaration's own type
 */
abstract class StatisticDeclaration<S, D extends StatisticDeclaration<S, D>> {
  private final String name;
  private final Unit unit;
  private final ToDoubleFunction<S> formula;
  private long minCount = 1;
  private Function<S, @Nullable String> unless = sample -> null;
  private boolean board;
  private @Nullable String console;
  private @Nullable String consoleBoard;
  private @Nullable String report;

  StatisticDeclaration(String name, Unit unit, ToDoubleFunction<S> formula) {
    this.name = name;
    this.unit = unit;
    this.formula = formula;
  }

  /** This. */
  abstract D self();

  /** Returns how many values the sample has. */
  abstract long count(S sample);

  /** The reason that stands in {@code absent} where a statistic needs more values than there are. */
  abstract String tooFew(long count, long needed);

  /** Sets the fewest values. */
  final D needing(long count) {
    minCount = count;
    return self();
  }

  /** Gives the reason where a sample has no such statistic, however many values it has; null where it has. */
  final D unless(Function<S, @Nullable String> reason) {
    unless = reason;
    return self();
  }

  /** Also in the board's rows. */
  final D onBoard() {
    board = true;
    return self();
  }

  final D console(String column) {
    console = column;
    return self();
  }

  final D consoleBoard(String column) {
    consoleBoard = column;
    return self();
  }

  final D report(String column) {
    report = column;
    return self();
  }

  final String name() {
    return name;
  }

  final Unit unit() {
    return unit;
  }

  final long minCount() {
    return minCount;
  }

  final boolean board() {
    return board;
  }

  final @Nullable String consoleColumn() {
    return console;
  }

  final @Nullable String consoleBoardColumn() {
    return consoleBoard;
  }

  final @Nullable String reportColumn() {
    return report;
  }

  final @Nullable String undefined(S sample) {
    String reason = unless.apply(sample);
    long count = count(sample);
    return reason == null && count < minCount ? tooFew(count, minCount) : reason;
  }

  final double value(S sample) {
    return formula.applyAsDouble(sample);
  }
}
