package dev.sluice.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run: {@code analyze} stores them; {@code publish} and the report read them.
 *
 * @param asOf the instant that orders them: the scan's start, or {@code labels.as-of} if earlier
 * @param date the last day they cover
 * @param zone the zone of their windows
 * @param undated items whose time is missing or unreadable; in no window
 * @param unmodelled items of the computed days without a model; in no row
 * @param sloTarget the share of requests that should meet the objective; null: no objective
 * @param latency by model, version ({@code *} included), grain and time, every grain
 * @param accuracy by model, version and day
 * @param experiments by name
 * @param headlines by model
 * @param dated counts of the other items; items without a model and of the computed days are in {@code unmodelled}
 * @param targets target kinds by model, those of previous figures included
 * @param kindChanges models whose target kind is in doubt
 * @param others models and versions that are summed up
 * @param quality counts of flawed events
 */
public record Figures(
    String runId,
    Instant asOf,
    LocalDate date,
    String zone,
    long undated,
    long unmodelled,
    @Nullable Double sloTarget,
    List<LatencyFigures> latency,
    List<AccuracyFigures> accuracy,
    List<ExperimentFigures> experiments,
    List<Headline> headlines,
    DatedItems dated,
    Map<String, TargetKind> targets,
    List<KindChange> kindChanges,
    Others others,
    EventQuality quality) {
  /** Accepts null for the last five components: figures of earlier releases lack them. */
  public Figures(
      String runId,
      Instant asOf,
      LocalDate date,
      String zone,
      long undated,
      long unmodelled,
      @Nullable Double sloTarget,
      List<LatencyFigures> latency,
      List<AccuracyFigures> accuracy,
      List<ExperimentFigures> experiments,
      List<Headline> headlines,
      @Nullable DatedItems dated,
      @Nullable Map<String, TargetKind> targets,
      @Nullable List<KindChange> kindChanges,
      @Nullable Others others,
      @Nullable EventQuality quality) {
    this.runId = runId;
    this.asOf = asOf;
    this.date = date;
    this.zone = zone;
    this.undated = undated;
    this.unmodelled = unmodelled;
    this.sloTarget = sloTarget;
    this.latency = latency;
    this.accuracy = accuracy;
    this.experiments = experiments;
    this.headlines = headlines;
    this.dated = dated == null ? DatedItems.NONE : dated;
    this.targets = targets == null ? Map.of() : targets;
    this.kindChanges = kindChanges == null ? List.of() : kindChanges;
    this.others = others == null ? Others.NONE : others;
    this.quality = quality == null ? EventQuality.NONE : quality;
  }

  /** Returns the same figures for a table of which so many items were not read because of their days. */
  public Figures beside(long earlier, long later) {
    return new Figures(
        runId,
        asOf,
        date,
        zone,
        undated,
        unmodelled,
        sloTarget,
        latency,
        accuracy,
        experiments,
        headlines,
        dated.plus(0, earlier, later),
        targets,
        kindChanges,
        others,
        quality);
  }

  /**
   * Dated items of the table of events, by their day. Together with the undated and the unmodelled items they are all
   * items written.
   *
   * @param analysed items of the computed days with a model: the requests of these days
   * @param earlier items dated before the computed days
   * @param later items dated after the last day
   */
  public record DatedItems(long analysed, long earlier, long later) {
    /** No items. */
    public static final DatedItems NONE = new DatedItems(0, 0, 0);

    /** Returns the counts with so many items added. */
    public DatedItems plus(long moreAnalysed, long moreEarlier, long moreLater) {
      return new DatedItems(analysed + moreAnalysed, earlier + moreEarlier, later + moreLater);
    }
  }
}
