package dev.sluice.dataset.run;

import java.util.Locale;

/** The paths of a run's documents, relative to the root. */
public final class RunPaths {
  public static final String SNAPSHOTS = "snapshots";
  static final String LATEST = "latest.json";
  public static final String RUNS = "runs";
  static final String JSON = "application/json";

  private RunPaths() {}

  /** Returns the folder of a snapshot's files. */
  public static String snapshot(String runId) {
    return SNAPSHOTS + "/" + runId;
  }

  public static String manifest(String runId) {
    return snapshot(runId) + "/manifest.json";
  }

  public static String schema(String runId) {
    return snapshot(runId) + "/schema.json";
  }

  /** Returns the folder of a run's records of the summary rows that it published. */
  public static String publications(String runId) {
    return "publications/" + runId;
  }

  /** Returns the folder of a run's own documents. */
  static String run(String runId) {
    return RUNS + "/" + runId;
  }

  static String begun(String runId) {
    return run(runId) + "/begun.json";
  }

  static String pathChoice(String runId) {
    return run(runId) + "/access-path.json";
  }

  public static String plan(String runId) {
    return run(runId) + "/plan.json";
  }

  static String lease(String runId, long epoch) {
    return run(runId) + "/lease-" + epoch + ".json";
  }

  /** Returns the folder of all checkpoints of tables, under any plan. */
  static String scan(String runId) {
    return run(runId) + "/scan";
  }

  /** Returns the folder of a table's chunks. */
  static String chunks(String runId, String planId, String table) {
    return scan(runId) + "/" + planId + "/" + table;
  }

  static String chunk(String runId, String planId, String table, int range, int index) {
    return String.format(
        Locale.ROOT, "%s/%06d/%06d.json", chunks(runId, planId, table), range, index);
  }

  /** Returns the folder for read units that attempts consumed without recording a chunk. */
  static String lost(String runId, String planId, String table) {
    return scan(runId) + "/" + planId + "/lost/" + table;
  }

  static String views(String runId) {
    return run(runId) + "/views";
  }

  static String view(String runId, String planId, String view) {
    return views(runId) + "/" + planId + "/" + view + ".json";
  }

  static String number(String runId, int number) {
    return String.format(Locale.ROOT, "%s/numbers/%06d.json", run(runId), number);
  }

  static String result(String runId, String command, String fingerprint) {
    return run(runId) + "/" + command + "-" + fingerprint + ".json";
  }
}
