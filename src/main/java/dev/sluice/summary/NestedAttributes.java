package dev.sluice.summary;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads values within an attribute, which anybody may have written. Each throws what is wrong. */
final class NestedAttributes {
  private NestedAttributes() {}

  static AttributeValue of(Fingerprints fingerprints) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(fingerprints.bytes()));
  }

  static boolean flag(Map<String, AttributeValue> map, String name) {
    Boolean flag = value(map, name).bool();
    if (flag == null) {
      throw new IllegalArgumentException(name + " is no flag");
    }
    return flag;
  }

  static Map<String, AttributeValue> map(Map<String, AttributeValue> map, String name) {
    AttributeValue value = value(map, name);
    if (!value.hasM()) {
      throw new IllegalArgumentException(name + " is no map");
    }
    return value.m();
  }

  static List<AttributeValue> list(Map<String, AttributeValue> map, String name) {
    AttributeValue value = value(map, name);
    if (!value.hasL()) {
      throw new IllegalArgumentException(name + " is no list");
    }
    return value.l();
  }

  static List<String> texts(Map<String, AttributeValue> map, String name) {
    List<AttributeValue> list = list(map, name);
    if (list.stream().anyMatch(text -> text.s() == null)) {
      throw new IllegalArgumentException(name + " has more than texts");
    }
    return list.stream().map(AttributeValue::s).toList();
  }

  static Fingerprints fingerprints(Map<String, AttributeValue> map, String name) {
    AttributeValue value = value(map, name);
    if (value.b() == null) {
      throw new IllegalArgumentException(name + " is not binary");
    }
    return Fingerprints.read(value.b().asByteArray());
  }

  private static AttributeValue value(Map<String, AttributeValue> map, String name) {
    AttributeValue value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
