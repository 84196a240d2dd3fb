package dev.sluice.source;

import java.util.Arrays;
import java.util.List;

/**
 * The options of {@code format("sluice")}: the only ones that there are. Case does not matter. Any other is refused by
 * {@link OptionNames}.
 */
enum SourceOption {
  /** Name or ARN of the table. Required. */
  TABLE("table", Use.BOTH),

  /** AWS region. Default: the SDK's own search. */
  REGION("region", Use.BOTH),

  /** DynamoDB endpoint as a URI. Default: the region's. */
  ENDPOINT("endpoint", Use.BOTH),

  /** A role to assume. Default: none. */
  ROLE_ARN("role-arn", Use.BOTH),

  /**
   * A secondary index to read instead of the table; none is read that is not asked for. An item whose index key changes
   * while it is read may be missed; one that Queries find twice is a row once. Default: none.
   */
  INDEX("index", Use.READ),

  /** scan, where a Query still takes its place if the filter demands it, or query: only that. Default: scan. */
  KIND("kind", Use.READ),

  /** A number, or {@code auto}: from the table's size and the cores. Default: auto. */
  SEGMENTS("segments", Use.READ),

  /** true or false; true costs twice the read units. Default: false. */
  CONSISTENT_READ("consistent-read", Use.READ),

  /** Read units a second, over all readers. Default: none, percent decides. */
  MAX_READ_UNITS("max-read-units", Use.SAMPLE),

  /** Of the table's known read capacity. Default: 50. */
  PERCENT("percent", Use.SAMPLE),

  /** Read units that one read may take in all, its sample included; then it stops. Default: no budget. */
  MAX_UNITS("max-units", Use.READ),

  /** When to stop asking for pages: an instant, or a duration from the load on, such as 90m. Default: none. */
  DEADLINE("deadline", Use.READ),

  /** exact or double. Default: exact. */
  NUMBERS("numbers", Use.READ),

  /** About how many items to look at for the columns' types. Default: 1000. */
  SAMPLE_ITEMS("sample-items", Use.SAMPLE),

  /**
   * Columns whose types are stated as Spark DDL; {@link dev.sluice.schema.DeclaredColumns} says what that means. A COMMENT
   * states the DynamoDB type, of a read and of a write: {@code tags array<string> COMMENT 'SS'}. Default: none; on a read
   * all are discovered, on a write each has its own mark or natural type.
   */
  DDL("ddl", Use.BOTH),

  /** A schema as Spark's JSON, as an earlier read of the table had it; spares the sample. Default: none. */
  SCHEMA_JSON("schema-json", Use.READ),

  /** Items that have expired by this attribute (epoch seconds) are left out. Default: none, expired items are read. */
  TTL_ATTRIBUTE("ttl-attribute", Use.READ),

  /** The instant, epoch seconds, before which items count as expired. Default: when the options are read. */
  EXPIRED_AT("expired-at", Use.READ),

  /** Write units a second, over all tasks of a write. Default: none; throttled writes are waited for. */
  MAX_WRITE_UNITS("max-write-units", Use.WRITE),

  /**
   * What becomes of columns whose DynamoDB type is another than the attribute has: {@code off}, {@code warn} or {@code
   * fail}, before anything is written. The last two take a sample of the target, by {@link #SAMPLE_ITEMS}. Default: no
   * sample; a warning where columns seem to have lost the type that they were read with. A key of another type is always
   * refused.
   */
  CHECK_TYPES("check-types", Use.WRITE),

  /** An attribute by which kinds of item are told apart. Default: none. */
  ENTITY_BY("job.entity-by", Use.JOB),

  /** Where that is of the key, the kind is what stands before the first of these. Default: #. */
  ENTITY_SEPARATOR("job.entity-separator", Use.JOB),

  /** Input partitions, each a range of the segments. Default: from the table's size and the cores. */
  TASKS("job.tasks", Use.JOB),

  /** Of each input partition, in order, where it goes on: a JSON array of texts. Default: all from their beginning. */
  POSITIONS("job.positions", Use.JOB),

  /** What a sample taken before has consumed of {@link #MAX_UNITS}. Default: 0. */
  UNITS_SPENT("job.units-spent", Use.JOB),

  /** The attribute whose values the sample counts. Default: none. */
  SELECTED_BY("job.selected-by", Use.JOB),

  /** Its values that the filter asks for, a JSON array. Default: none. */
  SELECTED("job.selected", Use.JOB),

  /** What an index that is asked for must project, a JSON array of attributes and paths into them. Default: nothing. */
  NEEDED("job.needed", Use.JOB);

  /** What an option is for. */
  enum Use {
    /** Of reads and of writes. */
    BOTH,
    /** Of reads alone. */
    READ,
    /** Of reads, and of a write's sample where {@link SourceOption#CHECK_TYPES} asks for one. */
    SAMPLE,
    /** Of writes; given to a read it holds for INSERTs into a view of it. */
    WRITE,
    /** State that the job hands to its own reads, no setting: never proposed, and none that a user would hit upon. */
    JOB
  }

  private final String key;
  private final Use use;

  SourceOption(String key, Use use) {
    this.key = key;
    this.use = use;
  }

  /** What it is called. */
  String key() {
    return key;
  }

  Use use() {
    return use;
  }

  /** Those that users may give, to a write or to a read. */
  static List<SourceOption> offered(boolean write) {
    return Arrays.stream(values())
        .filter(option -> option.use != Use.JOB && !(write && option.use == Use.READ))
        .toList();
  }
}
