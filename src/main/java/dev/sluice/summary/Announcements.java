package dev.sluice.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attribute {@code publications} of a RUN row: one {@link Announcement} for each result of the run. A row that
 * replaces another takes over its announcements, since rows that they speak of may still be as they say.
 */
final class Announcements {
  private Announcements() {}

  static AttributeValue attribute(List<Announcement> all) {
    return AttributeValue.fromL(all.stream().map(Announcement::attribute).toList());
  }

  /** Returns all announcements of a RUN row; one that is made up if the row has none, or if they are damaged. */
  static List<Announcement> of(Map<String, AttributeValue> row) {
    AttributeValue value = row.get(RowNames.PUBLICATIONS);
    if (value == null || !value.hasL()) {
      return List.of(Announcement.unspoken(row));
    }
    try {
      return value.l().stream().map(one -> Announcement.read(one.m())).toList();
    } catch (IllegalArgumentException damaged) {
      return List.of(Announcement.unspoken(row));
    }
  }

  /**
   * Returns a RUN row with the announcements of both; a row of another kind as it is.
   *
   * @param row the row that stays
   * @param other the row of the same key that does not
   */
  static Map<String, AttributeValue> carried(
      Map<String, AttributeValue> row, Map<String, AttributeValue> other) {
    if (!row.containsKey(RowNames.PUBLICATIONS) && !other.containsKey(RowNames.PUBLICATIONS)) {
      return row;
    }
    List<Announcement> all = new ArrayList<>(of(other));
    of(row).forEach(one -> put(all, one));
    Map<String, AttributeValue> carrying = new TreeMap<>(row);
    carrying.put(RowNames.PUBLICATIONS, attribute(all));
    return carrying;
  }

  private static void put(List<Announcement> all, Announcement one) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).position().equals(one.position())) {
        all.set(i, one.with(all.get(i)));
        return;
      }
    }
    all.add(one);
  }
}
