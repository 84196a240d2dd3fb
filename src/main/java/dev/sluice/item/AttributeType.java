package dev.sluice.item;

/** The types of DynamoDB's attribute values, named as DynamoDB JSON tags them. */
public enum AttributeType {
  S,
  N,
  BOOL,
  NULL,
  B,
  M,
  L,
  SS,
  NS,
  BS;

  /** Returns whether a type's name, or a column's type tag, names a set. */
  public static boolean isSet(String name) {
    return name.equals("SS") || name.equals("NS") || name.equals("BS");
  }
}
