package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a manifest says of its run. A run without a manifest is unfinished. */
public enum RunStatus {
  /** The snapshot exists: exactly the files that the manifest lists. */
  @JsonProperty("published")
  PUBLISHED,
  /** A gate on the data has failed; it lists no files. */
  @JsonProperty("failed")
  FAILED,
  /** Retention has removed it; the manifest is all that is left, and stays. */
  @JsonProperty("removed")
  REMOVED
}
