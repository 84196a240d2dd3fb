package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way in which the nights of one history read its table. */
interface NightSource {
  ExportingServers servers();

  String table();

  /** Creates another table, of which changes may be told likewise. */
  String another();

  /** Returns whether it tells who has deleted an item; otherwise its TTL attribute tells. */
  boolean tellsWhoDeletes();

  /** Lets time pass before the writes of a night. */
  void pass();

  /**
   * Ends the writes that the next night reads.
   *
   * @return whether it reads nothing that is written from now on
   */
  boolean cut();

  /** Prepares the read of the next night. */
  Read read();

  /**
   * What one night reads.
   *
   * @param sets the settings of its run
   * @param records items, or changes; null: the run decides
   * @param until the time that it stands for; null: the run decides
   */
  record Read(
      List<String> sets, @Nullable Long records, @Nullable Instant until) {}
}
