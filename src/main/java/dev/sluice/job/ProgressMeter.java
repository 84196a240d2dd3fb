package dev.sluice.job;

import dev.sluice.dataset.export.Progress;
import dev.sluice.failure.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reports progress: on a terminal as a bar that is redrawn in place, elsewhere as a line at intervals. May be called
 * from any thread.
 */
final class ProgressMeter implements Progress {
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int BAR = 24;
  private static final double NEARLY = 0.99;

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;

  private String source = "";
  private String subject = "";
  private String unit = "";
  private long expected;
  private @Nullable Instant begun;
  private Instant printed = Instant.EPOCH;
  private int width;

  ProgressMeter(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Begins each line with the name of one of several sources. */
  ProgressMeter of(String name) {
    source = name + ": ";
    return this;
  }

  @Override
  public synchronized void begin(String what, String counted, long most) {
    subject = Printable.brief(source + what);
    unit = Printable.brief(counted);
    expected = most;
    begun = clock.instant();
    // elsewhere the first line appears after the first interval
    printed = terminal ? Instant.EPOCH : clock.instant();
  }

  @Override
  public synchronized void advance(long items, double readUnits) {
    Instant now = clock.instant();
    Duration pause = terminal ? REDRAW : BETWEEN_LINES;
    if (begun != null && !now.isBefore(printed.plus(pause))) {
      printed = now;
      show(line(items, readUnits, share(items), now), terminal ? "" : System.lineSeparator());
    }
  }

  @Override
  public synchronized void end(long items, double readUnits) {
    if (begun != null) {
      show(line(items, readUnits, 1, clock.instant()), System.lineSeparator());
      begun = null;
      width = 0;
    }
  }

  /** Ends the line of an unfinished bar before other output. */
  synchronized void breakLine() {
    if (terminal && width > 0) {
      out.println();
      width = 0;
    }
  }

  /**
   * Returns the percentage; the expected count may be hours old, so only the end is 100. Negative if the count is
   * unknown.
   */
  private double share(long items) {
    return expected <= 0 ? -1 : Math.min(NEARLY, (double) items / expected);
  }

  private void show(String line, String end) {
    String blanks = " ".repeat(Math.max(0, width - line.length()));
    out.print((terminal ? "\r" : "") + line + (terminal ? blanks : "") + end);
    out.flush();
    width = line.length();
  }

  private String line(long items, double readUnits, double share, Instant now) {
    double seconds = Math.max(0.001, begun == null ? 0 : millis(begun, now) / 1000.0);
    StringBuilder line = new StringBuilder(subject);
    if (share >= 0) {
      line.append(terminal ? "  [" + bar(share) + "]" : "")
          .append(String.format(Locale.ROOT, "  %3.0f %%", Math.floor(share * 100)));
    }
    line.append(String.format(Locale.ROOT, "  %,d %s", items, unit))
        .append(String.format(Locale.ROOT, "  %,.0f %s/s", items / seconds, unit));
    if (readUnits > 0) {
      line.append(String.format(Locale.ROOT, "  %,.1f read units", readUnits));
    }
    return line.append(share >= 1 ? took(seconds) : eta(items, seconds)).toString();
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static String bar(double share) {
    int done = (int) (share * BAR);
    return "#".repeat(done) + "-".repeat(BAR - done);
  }

  private static String took(double seconds) {
    return String.format(Locale.ROOT, "  in %.1f s", seconds);
  }

  private String eta(long items, double seconds) {
    if (items <= 0 || expected <= items) {
      return "";
    }
    long left = Math.round(seconds * (expected - items) / items);
    return String.format(Locale.ROOT, "  ETA %d:%02d", left / 60, left % 60);
  }
}
