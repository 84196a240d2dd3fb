package dev.sluice.testing;

import dev.sluice.access.ReadSettings;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.source.TableSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of reads, as options of the Spark source say them, and {@code entity-by} besides, which the job alone has. */
public final class SampleReads {
  private SampleReads() {}

  /** Returns the options by which the test's DynamoDB is reached. */
  public static Map<String, String> options() {
    return Map.of("endpoint", TestServers.dynamoDbEndpoint().toString(), "region", "us-east-1");
  }

  /** Returns the settings of a read with these options, all of them. */
  public static ReadSettings settings(String table, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    @Nullable String entityBy = all.remove("entity-by");
    all.put("table", table);
    ReadSettings settings = TableSource.settings(all);
    return entityBy == null ? settings : settings.by(new EntityDiscriminator(entityBy, "#"));
  }

  /** Returns the settings of a read at the test's DynamoDB with one more option. */
  public static ReadSettings settings(String table, String option, String value) {
    Map<String, String> all = new HashMap<>(options());
    all.put(option, value);
    return settings(table, all);
  }
}
