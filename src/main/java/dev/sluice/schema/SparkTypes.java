package dev.sluice.schema;

/** The Spark types that columns may be declared with. */
public enum SparkTypes {
  /** Types that the columns of a sample have. Each holds all values of a DynamoDB type, or most. */
  SAMPLED,
  /** Also narrower numbers, dates and times, and NOT NULL. */
  ALL
}
