package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The status of a run in its manifest. A run without a manifest is unfinished. */
public enum RunStatus {
  /** The snapshot exists and consists of exactly the files that the manifest lists. */
  @JsonProperty("published")
  PUBLISHED,
  /** A data gate has failed; the manifest lists no files. */
  @JsonProperty("failed")
  FAILED,
  /** Retention has removed the snapshot; only the manifest remains. */
  @JsonProperty("removed")
  REMOVED
}
