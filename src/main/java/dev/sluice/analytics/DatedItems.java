package dev.sluice.analytics;

/**
 * Where the dated items of the table of events went: with those undated and unmodelled they are all that was written.
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
