package dev.sluice.capacity;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The allowances of this virtual machine, the driver: one for each table and each global index, so that all reads of it at
 * the same time, as a self-join or several jobs in one session make them, keep the limit together. They stay: who reads
 * again at once finds the last page still being paid off, and there are no more of them than tables.
 */
public final class ReadRateLimiters {
  private static final ConcurrentMap<Resource, ReadRateLimiter> ALL = new ConcurrentHashMap<>();

  private ReadRateLimiters() {}

  /**
   * What has read capacity of its own.
   *
   * @param endpoint empty: AWS itself
   * @param table its ARN, which names account and region
   * @param index a global index; empty: the table, which its local indexes share
   */
  public record Resource(String endpoint, String table, String index) {}

  public static ReadRateLimiter of(Resource resource) {
    return ALL.computeIfAbsent(resource, r -> new ReadRateLimiter(System::nanoTime));
  }
}
