package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.run.PathChoice;
import dev.sluice.export.ExportDestination;
import dev.sluice.table.Recovery;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which {@code source.kind = auto} requests an export instead of reading the table: where one may be
 * requested, and costs fewer dollars. Each returns the first reason against it; empty: none. Whatever is not known is a
 * reason against.
 */
final class RequestRules {
  /** S3's requests and storage are not in the prices, and an export takes minutes: a smaller difference is none. */
  static final double MIN_SAVING = 0.01;

  private RequestRules() {}

  /** @param destination null: no export may be requested */
  static Optional<String> against(ReadSettings read, @Nullable ExportDestination destination) {
    if (destination == null) {
      return Optional.of("source.export.bucket is not set, and an export costs money");
    }
    return read.index() == null
        ? Optional.empty()
        : Optional.of("source.index is read, and an export is of the table");
  }

  /** Needs no size of the table. */
  static Optional<String> against(Costing costing) {
    if (costing.local()) {
      return Optional.of("the endpoint is local, where nothing is paid");
    }
    if (costing.provisioned()) {
      return Optional.of("read capacity is provisioned: it is paid by the hour, used or not");
    }
    if (costing.price() == null || costing.price().perGbExported() == null) {
      return Optional.of("the price is not known: no price of an export is on record for "
          + (costing.region() == null ? "this endpoint" : costing.region()));
    }
    return against(costing.recovery());
  }

  private static Optional<String> against(Recovery recovery) {
    return recovery.isOff()
        ? Optional.of("the table has no point-in-time recovery, which an export needs")
        : Optional.ofNullable(recovery.whyUnknown())
            .map(why -> "whether the table has point-in-time recovery is not known: " + why);
  }

  /** Chooses by dollars. */
  static PathChoice cheaper(AccessPathEstimate read, AccessPathEstimate export) {
    Double reading = read.dollars();
    Double exporting = export.dollars();
    if (reading == null || exporting == null) {
      return PathChoice.of(
          AccessPath.Kind.SCAN,
          "the dollars are not known: "
              + (reading == null ? read.forecast().basis() : "the size of the table is not"));
    }
    double saved = reading - exporting;
    String figures = String.format(
        Locale.ROOT,
        "a %s costs about %s dollars, an export about %s",
        read.kind(),
        Amounts.of(reading),
        Amounts.of(exporting));
    return saved >= MIN_SAVING
        ? PathChoice.of(AccessPath.Kind.PITR, figures)
        : PathChoice.of(
            AccessPath.Kind.SCAN,
            saved <= 0 ? figures : figures + ", and a saving of less than a cent does not count");
  }
}
