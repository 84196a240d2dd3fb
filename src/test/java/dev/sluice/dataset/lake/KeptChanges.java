package dev.sluice.dataset.lake;

import dev.sluice.failure.DataGateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The changes of a table that could not be decoded. */
final class KeptChanges implements RejectedChanges {
  /** By the position after their window. */
  final Map<String, List<String>> kept = new TreeMap<>();

  private long limit;

  void allow(long number) {
    limit = number;
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public void keep(LakePosition end, List<String> changes, long earlier) {
    kept.put(end.toString(), changes.stream().sorted().toList());
    if (earlier + changes.size() > limit) {
      throw new DataGateException("too many changes", "Allow more.");
    }
  }

  List<String> all() {
    List<String> all = new ArrayList<>();
    kept.values().forEach(all::addAll);
    return all;
  }
}
