package dev.sluice.analytics.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Means that may change once. The likeliest cut minimises the squares within its sides. Their difference is tested by
 * Student's t, with as many degrees of freedom as there are elements, less two. The variance is the greater of that of
 * the values within the elements and that of the elements' means within the sides: means of days often vary by more
 * than chance.
 */
final class MeanRegimes implements Regimes {
  private final List<Sample> series;
  private final Sample[] sides;
  private final Sample[] rests;
  private final double withinElements;

  MeanRegimes(List<Sample> series) {
    this.series = List.copyOf(series);
    int length = series.size();
    this.sides = new Sample[length + 1];
    this.rests = new Sample[length + 1];
    sides[0] = Sample.NONE;
    rests[length] = Sample.NONE;
    for (int i = 0; i < length; i++) {
      sides[i + 1] = sides[i].merge(series.get(i));
      rests[length - 1 - i] = series.get(length - 1 - i).merge(rests[length - i]);
    }
    this.withinElements = withinElements();
  }

  private double withinElements() {
    double squares = series.stream().mapToDouble(Sample::squares).sum();
    long freedom = sides[series.size()].count() - series.size();
    return freedom <= 0 ? 0 : squares / freedom;
  }

  @Override
  public int length() {
    return series.size();
  }

  @Override
  public long countBefore(int cut) {
    return sides[cut].count();
  }

  @Override
  public long countAfter(int cut) {
    return rests[cut].count();
  }

  @Override
  public double before(int cut) {
    return sides[cut].mean();
  }

  @Override
  public double after(int cut) {
    return rests[cut].mean();
  }

  @Override
  public double gain(int cut) {
    double apart = after(cut) - before(cut);
    return apart * apart / reciprocals(cut);
  }

  @Override
  public double p(int cut) {
    int freedom = series.size() - 2;
    double variance = Math.max(withinElements, amongMeans(cut) / freedom);
    double gain = gain(cut);
    double t = gain == 0 ? 0 : Math.sqrt(gain / variance);
    return 2 * TDistribution.of(freedom).survivalProbability(t);
  }

  private double reciprocals(int cut) {
    return 1.0 / countBefore(cut) + 1.0 / countAfter(cut);
  }

  private double amongMeans(int cut) {
    double sum = 0;
    for (int i = 0; i < series.size(); i++) {
      double apart = series.get(i).mean() - (i < cut ? before(cut) : after(cut));
      sum += series.get(i).count() * apart * apart;
    }
    return sum;
  }
}
