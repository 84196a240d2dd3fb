package dev.sluice.capacity;

import java.util.function.LongSupplier;

/** A {@link Pacer} of one reader, which also asks for smaller pages when the rate is low. */
public final class ReadPacer {
  /** A page of 1 MB, eventually consistent. */
  private static final double FULL_PAGE = 128;

  /** What a page shall cost at most when the rate is low: a quarter of a second's worth. */
  private static final double SMALL_PAGE_SECONDS = 0.25;

  private final Pacer pacer;
  private volatile double unitsPerItem = 1;
  private volatile double unitsPerPage = FULL_PAGE;

  /** Leave to ask for one page, which is charged with what the page before it cost. */
  public record Turn(double chargedUnits) {}

  private ReadPacer(Pacer pacer) {
    this.pacer = pacer;
  }

  /**
   * @param unitsPerSecond 0: no limit
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadPacer(double unitsPerSecond, LongSupplier nanoTime, Pacer.Sleeper sleeper) {
    this(new Pacer(unitsPerSecond, nanoTime, sleeper));
  }

  /** A pacer on the machine's own clock. */
  public static ReadPacer of(double unitsPerSecond) {
    return new ReadPacer(Pacer.of(unitsPerSecond));
  }

  /** Waits until what was consumed and charged so far is paid off. */
  public Turn awaitTurn() {
    Turn turn = new Turn(Math.min(unitsPerPage, affordableUnits()));
    pacer.awaitTurn(turn.chargedUnits);
    return turn;
  }

  /** The page of this turn has come. */
  public void consumed(Turn turn, double units, int items) {
    pacer.consumed(units - turn.chargedUnits);
    unitsPerPage = units;
    unitsPerItem = items > 0 ? Math.max(units / items, 1e-3) : unitsPerItem;
  }

  /**
   * How many items to ask for, so that a page does not cost many seconds' worth when the rate is low.
   *
   * @param asked by the caller; 0: no limit
   * @return 0: no limit
   */
  public int itemLimit(int asked) {
    double units = affordableUnits();
    if (units >= FULL_PAGE) {
      return asked;
    }
    int affordable = (int) Math.max(1, units / unitsPerItem);
    return asked == 0 ? affordable : Math.min(asked, affordable);
  }

  private double affordableUnits() {
    double unitsPerSecond = pacer.unitsPerSecond();
    return unitsPerSecond <= 0
        ? FULL_PAGE
        : Math.min(FULL_PAGE, unitsPerSecond * SMALL_PAGE_SECONDS);
  }
}
