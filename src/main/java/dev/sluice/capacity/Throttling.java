package dev.sluice.capacity;

/** The reason for which an attempt was throttled, as far as it is known. */
public enum Throttling {
  /** The table or index as a whole gives no more, as DynamoDB says. */
  TABLE,

  /** One range of keys gives no more, as DynamoDB says. */
  KEY_RANGE,

  /** DynamoDB or an emulator does not say what gives no more. */
  UNKNOWN,

  /** A further attempt at a page whose first throttled attempt was reported already: it says nothing new. */
  REPEATED
}
