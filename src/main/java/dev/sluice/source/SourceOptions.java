package dev.sluice.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ConfigError;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.table.AwsSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code format("sluice")}, checked.
 *
 * @param index a secondary index to read instead of the table; null: the table
 * @param kind whether a Query is asked for
 * @param segments 0: from the table's size and the cores
 * @param tasks input partitions; 0: likewise
 * @param positions of each input partition, in order, where it goes on; empty: all from their beginning
 * @param maxReadUnits null: percent decides
 * @param maxWriteUnits null: no limit but DynamoDB's own
 * @param maxUnits read units that one read may take in all; null: no budget
 * @param unitsSpent what a sample taken before has consumed of them
 * @param deadline no page is asked for from then on; null: none
 * @param declared columns whose types are stated
 * @param schema with marks, as it is given; null: discovered
 * @param entityBy the attribute by which kinds of item are told apart; null: they are not
 * @param entitySeparator ends the kind in an attribute of the key
 * @param indexNeeds what an index that is asked for must have
 * @param ttlAttribute items whose value here (epoch seconds) is before {@code expiredAt} are left out; null: none are
 * @param checkTypes what becomes of rows whose types are not the target's; null: no sample is taken of it
 */
record SourceOptions(
    AwsSettings aws,
    String table,
    @Nullable String index,
    ReadKind kind,
    int segments,
    int tasks,
    List<String> positions,
    boolean consistentRead,
    @Nullable Long maxReadUnits,
    @Nullable Long maxWriteUnits,
    double percent,
    @Nullable Long maxUnits,
    double unitsSpent,
    @Nullable Instant deadline,
    NumberMapping numbers,
    int sampleItems,
    DeclaredColumns declared,
    @Nullable StructType schema,
    @Nullable String entityBy,
    String entitySeparator,
    IndexNeeds indexNeeds,
    @Nullable String ttlAttribute,
    long expiredAt,
    @Nullable TypeCheck checkTypes) {

  /** Whether a budget or a deadline is set. */
  boolean bounded() {
    return maxUnits != null || deadline != null;
  }

  /** The value of {@link SourceOption#POSITIONS}. */
  static String texts(List<String> positions) {
    try {
      return new ObjectMapper().writeValueAsString(positions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }

  /**
   * The options of a read.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is none, or has a value that it cannot have
   */
  static SourceOptions of(Map<String, String> options) {
    List<ConfigError> faults = new ArrayList<>();
    OptionNames.check(
        options instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : options,
        false,
        faults);
    return new OptionParser(options, faults).parse();
  }

  /**
   * Likewise, of a write.
   *
   * @param table the options that the table was opened with
   * @param statement those of the statement that writes; they win
   * @param own whether the statement states them; otherwise Spark repeats the table's, which may be of reads
   */
  static SourceOptions ofWrite(
      Map<String, String> table, Map<String, String> statement, boolean own) {
    List<ConfigError> faults = new ArrayList<>();
    if (own) {
      OptionNames.check(statement, true, faults);
    }
    return new OptionParser(merged(table, statement), faults).parse();
  }

  /** The options of a table and those of a statement, which win whatever case they are in. */
  static Map<String, String> merged(Map<String, String> table, Map<String, String> statement) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(table);
    all.putAll(statement);
    return all;
  }

  /** Whether a write takes a sample of its target. */
  boolean sampled() {
    return checkTypes == TypeCheck.WARN || checkTypes == TypeCheck.FAIL;
  }
}
