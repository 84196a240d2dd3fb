package dev.sluice.source;

import dev.sluice.access.AccessPath.Kind;
import dev.sluice.failure.ConfigError;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The options that mean nothing for what is read: a table by Scans or Queries, its stream, or an export. They are refused
 * where a statement or a table has them, and left out where they are those of a session or a catalog, which are for reads
 * of all kinds.
 *
 * @param shared the options of the catalog; those of the session are known
 */
record OptionsByKind(Map<String, String> options, Map<String, String> shared) {
  private static final String WITHOUT_STREAM =
      "has no effect without " + SourceOption.KIND.key() + " = " + Kind.STREAM;
  private static final String WITHOUT_EXPORT =
      "has no effect without " + SourceOption.EXPORT_PATH.key();
  private static final String WITHOUT_READ_UNITS =
      "has no effect on an export, which consumes no read units";
  private static final String LEAVE_OUT = "Leave it out.";

  /** Why an option means nothing, and what to do. */
  private record Refusal(String problem, String remedy) {}

  OptionsByKind {
    options = SourceOptions.merged(options, Map.of());
    shared = SourceOptions.merged(shared, Map.of());
  }

  /**
   * Returns the options that mean something, and those that are refused.
   *
   * @param errors to which an error is added for each that is refused
   */
  Map<String, String> used(List<ConfigError> errors) {
    Map<String, String> used = new HashMap<>(options);
    refusals().forEach((option, refusal) -> {
      if (isShared(option)) {
        used.keySet().removeIf(option.key()::equalsIgnoreCase);
      } else if (options.containsKey(option.key())) {
        errors.add(new ConfigError(option.key(), "", refusal.problem, refusal.remedy));
      }
    });
    return used;
  }

  /** Returns whether an option is given, by a session or a catalog, for reads of all kinds. */
  boolean isShared(SourceOption option) {
    String value = options.get(option.key());
    return value != null
        && (value.equals(shared.get(option.key())) || SessionOptions.state(options, option));
  }

  private Map<SourceOption, Refusal> refusals() {
    if (KindOption.hasExportPath(options) || KindOption.is(options, Kind.EXPORT)) {
      return ofExport();
    }
    return KindOption.is(options, Kind.STREAM) ? ofStream() : ofTable();
  }

  private static Map<SourceOption, Refusal> ofExport() {
    Map<SourceOption, Refusal> refusals = new EnumMap<>(SourceOption.class);
    String other = "Leave it or " + SourceOption.EXPORT_PATH.key() + " out.";
    List.of(SourceOption.INDEX, SourceOption.SEGMENTS, SourceOption.CONSISTENT_READ)
        .forEach(o -> refusals.put(o, new Refusal("has no effect on an export", other)));
    List.of(SourceOption.MAX_READ_UNITS, SourceOption.PERCENT, SourceOption.MAX_UNITS)
        .forEach(o -> refusals.put(o, new Refusal(WITHOUT_READ_UNITS, other)));
    List.of(SourceOption.SETTLED_AFTER, SourceOption.MAX_CHANGES_PER_TRIGGER)
        .forEach(o -> refusals.put(o, new Refusal(WITHOUT_STREAM, LEAVE_OUT)));
    putWrites(refusals, "an export");
    return refusals;
  }

  private static Map<SourceOption, Refusal> ofStream() {
    Map<SourceOption, Refusal> refusals = new EnumMap<>(SourceOption.class);
    List.of(
            SourceOption.INDEX,
            SourceOption.SEGMENTS,
            SourceOption.CONSISTENT_READ,
            SourceOption.TTL_ATTRIBUTE,
            SourceOption.EXPIRED_AT,
            SourceOption.S3_ENDPOINT)
        .forEach(o -> refusals.put(o, new Refusal("has no effect on a stream", LEAVE_OUT)));
    putWrites(refusals, "a stream");
    return refusals;
  }

  private Map<SourceOption, Refusal> ofTable() {
    Map<SourceOption, Refusal> refusals = new EnumMap<>(SourceOption.class);
    String both = "Give both, or leave it out.";
    List.of(SourceOption.SETTLED_AFTER, SourceOption.MAX_CHANGES_PER_TRIGGER)
        .forEach(o -> refusals.put(o, new Refusal(WITHOUT_STREAM, both)));
    refusals.put(SourceOption.S3_ENDPOINT, new Refusal(WITHOUT_EXPORT, both));
    if (KindOption.is(options, Kind.QUERY)) {
      refusals.put(
          SourceOption.SEGMENTS,
          new Refusal(
              "has no effect with " + SourceOption.KIND.key() + " = " + Kind.QUERY
                  + ", which makes Queries and no Scan",
              "Leave it out, or set " + SourceOption.KIND.key() + " = " + Kind.SCAN + "."));
    }
    return refusals;
  }

  /** Adds the options of writes, which a read has for INSERTs into a view of it. */
  private static void putWrites(Map<SourceOption, Refusal> refusals, String target) {
    Arrays.stream(SourceOption.values())
        .filter(option -> option.use() == SourceOption.Use.WRITE)
        .forEach(option -> refusals.put(
            option,
            new Refusal(
                "is an option of writes, and no rows can be written to " + target, LEAVE_OUT)));
  }
}
