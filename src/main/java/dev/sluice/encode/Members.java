package dev.sluice.encode;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The columns of a row or the fields of a struct, each with its encoder. */
final class Members {
  private final List<Member> members;
  private final Set<String> names;

  /**
   * A column or field.
   *
   * @param ordinal its position in the row or struct
   */
  record Member(String name, int ordinal, ValueEncoder encoder) {}

  Members(List<Member> members) {
    this.members = List.copyOf(members);
    this.names = new LinkedHashSet<>(members.stream().map(Member::name).toList());
  }

  /** Returns the members in order. */
  List<Member> list() {
    return members;
  }

  /** Encodes a row or struct as an item or map, and adds the overflow's values. */
  Map<String, AttributeValue> read(SpecializedGetters row, Overlay overlay) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    for (Member member : members) {
      try {
        AttributeValue value = member.encoder.encode(row, member.ordinal, overlay.at(member.name));
        if (value != null) {
          item.put(member.name, value);
        }
      } catch (UnwritableValueException e) {
        throw e.within(member.name);
      }
    }
    overlay.addOthers(names, item);
    return item;
  }
}
