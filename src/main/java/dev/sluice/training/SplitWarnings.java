package dev.sluice.training;

import dev.sluice.failure.Printable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Warns of channels that would surprise a user:
 *
 * <ul>
 *   <li>a channel that has a share but no rows
 *   <li>a channel whose rows differ from its share s by more than {@value #DEVIATIONS} times √(s(1−s)n), the standard
 *       deviation if n rows are assigned one by one, and by more than a third of s or of 1−s, whichever is less
 *   <li>a channel of at least {@value #FEW} rows that all have the same label, unless all rows of all channels have it
 * </ul>
 */
final class SplitWarnings {
  private static final int DEVIATIONS = 4;
  private static final double FRACTION = 1 / 3.0;
  private static final int FEW = 10;

  private final SplitSettings split;
  private final Map<Channel, HeldLabels> labels;
  private final long all;

  SplitWarnings(SplitSettings split, Map<Channel, HeldLabels> labels) {
    this.split = split;
    this.labels = labels;
    this.all = labels.values().stream().mapToLong(HeldLabels::rows).sum();
  }

  /** Returns one line for each warning. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Channel channel : split.channels()) {
      share(channel, held(channel).rows(), lines);
    }
    classes(lines);
    return List.copyOf(lines);
  }

  private void share(Channel channel, long rows, List<String> lines) {
    BigDecimal share = split.shares().get(channel.index());
    double s = share.doubleValue();
    double off = Math.abs(rows - s * all);
    if (rows == 0) {
      lines.add(
          channel.word() + " is empty, for a share of " + share.toPlainString() + ". " + remedy());
    } else if (off > DEVIATIONS * Math.sqrt(s * (1 - s) * all)
        && off > FRACTION * Math.min(s, 1 - s) * all) {
      lines.add(String.format(
          Locale.ROOT,
          "%s has %.3f of the rows, for a share of %s. %s",
          channel.word(),
          (double) rows / all,
          share.toPlainString(),
          remedy()));
    }
  }

  private String remedy() {
    if (split.by() == SplitSettings.By.TIME) {
      return "Items of one time stay together: see events.time, or write split.by = id.";
    }
    return split.group() == null
        ? "Few items, or ids that many share, are shared out unevenly."
        : "Items of one " + Printable.brief(split.group())
            + " stay together: see whether split.group has few values, or one that most items share.";
  }

  private void classes(List<String> lines) {
    List<HeldLabels> filled =
        labels.values().stream().filter(held -> held.rows() > 0).toList();
    if (filled.stream().allMatch(HeldLabels::isOneClass)
        && filled.stream().map(SplitWarnings::only).distinct().count() == 1) {
      lines.add("all rows have the label " + only(held(Channel.TRAIN))
          + ": there is nothing to tell apart.");
      return;
    }
    for (Channel channel : split.channels()) {
      HeldLabels held = held(channel);
      if (held.rows() >= FEW && held.isOneClass()) {
        lines.add(String.format(
            Locale.ROOT,
            "%s has %,d rows, all with the label %s. %s",
            channel.word(),
            held.rows(),
            only(held),
            remedy()));
      }
    }
  }

  /** Returns the label that all rows have, in a form for people. */
  private static String only(HeldLabels held) {
    HeldLabels.Range range = held.range();
    return range == null
        ? Printable.brief(held.classes().keySet().iterator().next())
        : Double.toString(range.min());
  }

  private HeldLabels held(Channel channel) {
    return labels.getOrDefault(channel, HeldLabels.NONE);
  }
}
