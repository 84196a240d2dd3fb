package dev.sluice.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run, as {@code analyze} leaves them and {@code publish} and the report take them up.
 *
 * @param asOf what they are ordered by: the scan's start, or {@code labels.as-of} if earlier
 * @param date the last day they cover
 * @param zone the zone of their windows
 * @param undated items whose time is missing or unreadable; in no window
 * @param unmodelled items of the days covered that have no model; in no row
 * @param sloTarget the share of requests that shall meet the objective; null: no objective
 * @param latency by model, version ({@code *} included), grain and time, every grain
 * @param accuracy by model, version and day
 * @param experiments by name
 * @param headlines by model
 * @param dated where all other items went; those without a model and of the days covered are {@code unmodelled}
 * @param targets what models predict, those of earlier figures included
 * @param kindChanges models of which that is in doubt
 * @param others models and versions that are summed up
 * @param quality what is wrong with the events
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
  /** Takes null for the last five: figures of an earlier release do not have them. */
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

  /** The same figures of a table of which so many items were not read, because of their days. */
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
   * Dated items of the table of events, by their day. With the undated and the unmodelled they are all that was written.
   *
   * @param analysed of the days covered, with a model: the requests of these days
   * @param earlier dated before the days covered
   * @param later dated after the last day
   */
  public record DatedItems(long analysed, long earlier, long later) {
    /** None. */
    public static final DatedItems NONE = new DatedItems(0, 0, 0);

    /** With so many more. */
    public DatedItems plus(long moreAnalysed, long moreEarlier, long moreLater) {
      return new DatedItems(analysed + moreAnalysed, earlier + moreEarlier, later + moreLater);
    }
  }
}
