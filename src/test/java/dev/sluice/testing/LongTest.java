package dev.sluice.testing;

/** The size and seed of a test with the tag {@code long}. */
public final class LongTest {
  private LongTest() {}

  /**
   * Returns {@code -Dsluice.long.NAME}; where it is not given, {@code part} if {@code -Dsluice.long.part=true} asks for
   * a part of each long test ({@code jobs/check part}), else {@code all}.
   */
  public static int size(String name, int all, int part) {
    return Integer.getInteger(
        "sluice.long." + name, Boolean.getBoolean("sluice.long.part") ? part : all);
  }

  /** Returns {@code -Dsluice.long.seed}, or the usual seed of this test. */
  public static long seed(long usual) {
    return Long.getLong("sluice.long.seed", usual);
  }
}
