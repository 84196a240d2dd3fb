package dev.sluice.encode;

import dev.sluice.failure.Printable;
import dev.sluice.item.JsonPointer;
import dev.sluice.wire.OverflowText;
import dev.sluice.wire.WireException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The values in a row's overflow at one path of the item and below it, by name. */
final class Overlay {
  /** The overlay without values, at any path. */
  static final Overlay NONE = new Overlay();

  private final Map<String, Overlay> members = new LinkedHashMap<>();
  private @Nullable AttributeValue value;

  private Overlay() {}

  /** Reads a row's overflow, an {@link OverflowText}. */
  static Overlay of(byte[] overflow) {
    Overlay whole = new Overlay();
    try {
      OverflowText.forEach(
          overflow, (pointer, in) -> whole.put(pointer, () -> OverflowJson.read(in)));
    } catch (WireException e) {
      throw new UnwritableValueException("is not a JSON object of overflowed values: "
          + e.getMessage() + "; a column of your own needs another name");
    }
    return whole;
  }

  /** Reads a row's overflow in the form of older snapshots: JSON Pointer → DynamoDB JSON. */
  static Overlay of(MapData overflow) {
    Overlay whole = new Overlay();
    ArrayData pointers = overflow.keyArray();
    ArrayData values = overflow.valueArray();
    for (int i = 0; i < overflow.numElements(); i++) {
      String pointer = Texts.of(pointers.getUTF8String(i));
      if (values.isNullAt(i)) {
        throw new UnwritableValueException("_overflow has null under " + Printable.brief(pointer));
      }
      byte[] json = values.getUTF8String(i).getBytes();
      whole.put(pointer, () -> OverflowJson.read(json));
    }
    return whole;
  }

  private void put(String pointer, Supplier<AttributeValue> reading) {
    Overlay target = this;
    try {
      for (String name : JsonPointer.parse(pointer)) {
        target = target.members.computeIfAbsent(name, n -> new Overlay());
      }
      if (target.value != null) {
        throw new IllegalArgumentException("is there twice");
      }
      target.value = reading.get();
    } catch (IllegalArgumentException e) {
      throw new UnwritableValueException(
          "_overflow has \"" + Printable.brief(pointer) + "\": " + e.getMessage());
    }
    if (target == this) {
      throw new UnwritableValueException("_overflow has a value for the whole item");
    }
  }

  /** Returns the values at and below these names alone. */
  Overlay only(Set<String> names) {
    Overlay some = new Overlay();
    some.members.putAll(members);
    some.members.keySet().retainAll(names);
    return some;
  }

  /** Returns the values under a name. */
  Overlay at(String name) {
    return members.getOrDefault(name, NONE);
  }

  /** Returns the values at an index of a list. */
  Overlay at(int index) {
    return members.isEmpty() ? NONE : at(Integer.toString(index));
  }

  /** Returns the value for a path at which the columns have none; null if the overflow has none either. */
  @Nullable
  AttributeValue value() {
    refuseMembers();
    return value;
  }

  /** Refuses a value at this path, because a column has one. */
  void refuseValue() {
    if (value != null) {
      throw new UnwritableValueException("the column has a value, and _overflow another one");
    }
  }

  /** Refuses values below this path, because its value has no members. */
  void refuseMembers() {
    if (!members.isEmpty()) {
      throw new UnwritableValueException(
          "_overflow has values below it, but there is no list, map or struct to put them into");
    }
  }

  /** Adds the members that no column has to an item or a map. */
  void addOthers(Set<String> columns, Map<String, AttributeValue> item) {
    members.forEach((name, member) -> {
      if (!columns.contains(name)) {
        item.put(name, member.required(name));
      }
    });
  }

  /** Refuses values at indexes beyond the size of a list. */
  void refuseBeyond(int size) {
    for (String name : members.keySet()) {
      if (!name.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(name) >= size) {
        throw new UnwritableValueException(
                "_overflow has a value for an index that the list does not have")
            .within(name);
      }
    }
  }

  private AttributeValue required(String name) {
    try {
      AttributeValue there = value();
      if (there != null) {
        return there;
      }
    } catch (UnwritableValueException e) {
      throw e.within(name);
    }
    throw new IllegalStateException("an overlay with neither value nor members: " + name);
  }
}
