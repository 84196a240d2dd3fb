package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.access.SampleTraits;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.SourceSettings.Capacity;
import dev.sluice.source.TableSource;
import dev.sluice.table.Recovery;
import dev.sluice.table.TableDescription;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Warnings about reading a table.
 *
 * @param taken the access path that a run takes
 */
record PlanWarnings(
    TableSource source, AccessPathEstimate taken, Capacity capacity, Recovery recovery) {
  /** A partition key with this share of the sample is hot, if the sample is large enough. */
  private static final double HOT = 0.05;

  private static final int HOT_ITEMS = 20;

  /** This share of expired items is a backlog. */
  private static final double BACKLOG = 0.05;

  /** More than this share of the provisioned capacity starves other readers. */
  private static final double STARVING = 0.8;

  /** A nightly run that takes longer hardly ends by the morning. */
  private static final Duration LONG = Duration.ofHours(12);

  private static final int MAX_VALUE_LENGTH = 40;

  List<String> all() {
    return Stream.of(
            neverTrue(),
            indexKey(),
            hotKey(),
            stale(),
            backlog(),
            unseenTtl(),
            notRecoverable(),
            starving(),
            late(),
            overBudget())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> neverTrue() {
    return Objects.equals(taken.forecast().parts(), 0)
        ? Optional.of("source.filter matches no item: nothing is read")
        : Optional.empty();
  }

  private Optional<String> indexKey() {
    String keys = source.description().changingKeysOf(source.index().orElse(null)).stream()
        .map(TableDescription.Key::name)
        .collect(Collectors.joining(" or "));
    return keys.isEmpty()
        ? Optional.empty()
        : source
            .index()
            .map(index -> "index " + index + " is read: an item whose " + keys
                + " changes meanwhile may be missed; a scan of the table misses none");
  }

  private Optional<String> hotKey() {
    return source.traits().flatMap(traits -> traits
        .hottest()
        .filter(key -> key.items() >= HOT_ITEMS && key.items() >= HOT * traits.items())
        .map(key -> hotKey(key, traits)));
  }

  private static String hotKey(SampleTraits.Hottest key, SampleTraits traits) {
    return String.format(
        Locale.ROOT,
        "hot key: %s of the sample have %s = %s; items of one key are in one segment and one partition, which"
            + " gives at most 3,000 read units a second",
        share((double) key.items(), (double) traits.items()),
        key.attribute(),
        Printable.brief(key.value(), MAX_VALUE_LENGTH));
  }

  private Optional<String> stale() {
    return source.contradiction().map(why -> "outdated count: " + why);
  }

  private Optional<String> backlog() {
    return source
        .traits()
        .filter(traits -> traits.expired() > 0 && traits.expired() >= BACKLOG * traits.items())
        .map(
            traits -> "TTL backlog: " + share((double) traits.expired(), (double) traits.items())
                + " of the sample are past their TTL and not deleted yet; reading them costs as much as others");
  }

  private Optional<String> unseenTtl() {
    return source
        .unseenTtlAttribute()
        .map(name -> "source.ttl-attribute = " + name
            + ": no sampled item has it, so none counts as expired");
  }

  private Optional<String> notRecoverable() {
    if (taken.forecast().kind() == AccessPath.Kind.EXPORT) {
      return Optional.empty();
    }
    if (recovery.isOff() && taken.forecast().kind() == AccessPath.Kind.PITR) {
      return Optional.of(
          "no point-in-time recovery: the run is refused until it is switched on (UpdateContinuousBackups)");
    }
    if (recovery.isOff()) {
      return Optional.of("no point-in-time recovery: the table could not be exported");
    }
    return Optional.ofNullable(recovery.whyUnknown())
        .map(why -> "whether the table has point-in-time recovery is not known: " + why);
  }

  private Optional<String> starving() {
    @Nullable
    Long provisioned = source.description().capacityOf(taken.forecast().index()).provisioned();
    @Nullable Double pace = taken.forecast().unitsPerSecond();
    return provisioned == null || pace == null || pace <= STARVING * provisioned
        ? Optional.empty()
        : Optional.of(String.format(
            Locale.ROOT,
            "the limit of %s read units a second is %s of the %,d provisioned: others would be throttled; what they"
                + " consume now is not known here",
            Amounts.of(pace),
            share(pace, (double) provisioned),
            provisioned));
  }

  private Optional<String> late() {
    @Nullable Double minutes = taken.minutes();
    @Nullable Duration deadline = capacity.deadline();
    if (minutes == null) {
      return Optional.empty();
    }
    if (deadline != null && minutes > minutes(deadline)) {
      return Optional.of(String.format(
          Locale.ROOT,
          "about %,.0f minutes are more than the deadline's %,.0f: the run would stop with exit code 5 and have to be"
              + " resumed",
          minutes,
          minutes(deadline)));
    }
    return minutes > minutes(LONG)
        ? Optional.of(String.format(
            Locale.ROOT,
            "about %,.1f hours at this limit: raise sluice.source.capacity, or let it run less often",
            minutes / minutes(Duration.ofHours(1))))
        : Optional.empty();
  }

  private Optional<String> overBudget() {
    @Nullable Long budget = capacity.maxUnits();
    @Nullable Double units = taken.forecast().readUnits();
    return budget == null || units == null || units <= budget
        ? Optional.empty()
        : Optional.of(String.format(
            Locale.ROOT,
            "about %s read units are more than the budget's %,d: the run would stop with exit code 5 and have to be"
                + " resumed",
            Amounts.of(units),
            budget));
  }

  private static double minutes(Duration time) {
    return time.toMillis() / 60_000.0;
  }

  private static String share(double part, double all) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part / all);
  }
}
