package dev.sluice.summary;

import java.util.List;

/** Names of the attributes that every row has beside its figures. */
final class RowNames {
  static final String PK = "pk";
  static final String SK = "sk";
  static final String AS_OF = "asOf";
  static final String RUN_ID = "runId";
  /** First start of the run, as in {@link Position}. */
  static final String RUN_STARTED_AT = "runStartedAt";
  /** The number of the result among those of its run id, from 1. */
  static final String RUN_NUMBER = "runNumber";

  /** ARN of the source table. */
  static final String SOURCE = "source";
  /** Hash of the settings that decide which items of the source are kept. */
  static final String SOURCE_CONFIGURATION = "sourceConfig";

  static final String EXPIRES_AT = "expiresAt";
  static final String CONTENT_HASH = "contentHash";
  static final String SCHEMA_VERSION = "schemaVersion";
  static final String WINDOW_KEY = "windowKey";
  static final String MODEL_KEY = "modelKey";
  /** {@link Position} of the last run that restated the row: no earlier run may change the row any more. */
  static final String RESTATED_BY = "restatedBy";
  /**
   * {@link Position} of the newest run that found fewer items and left the row as it was; absent if the row is of the
   * newest run.
   */
  static final String ERODED_BY = "erodedBy";

  /** In RUN rows: {@link Announcements}. */
  static final String PUBLICATIONS = "publications";

  /** Attributes that say when and by whom a row was written or passed over; they are not content. */
  static final List<String> BOOKKEEPING = List.of(
      AS_OF,
      RUN_ID,
      RUN_STARTED_AT,
      RUN_NUMBER,
      SOURCE,
      SOURCE_CONFIGURATION,
      EXPIRES_AT,
      CONTENT_HASH,
      RESTATED_BY,
      ERODED_BY,
      PUBLICATIONS);

  private RowNames() {}
}
