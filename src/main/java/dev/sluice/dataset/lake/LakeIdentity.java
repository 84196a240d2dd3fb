package dev.sluice.dataset.lake;

import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of an Iceberg table's rows. It stays as long as the table is not loaded anew, and is a property of it.
 *
 * @param tableArn the ARN of the DynamoDB table
 * @param tableId DynamoDB's id of it, which another table of the same name does not have
 * @param keys the attributes of the primary key
 * @param settings the settings that decide which items and attributes the table has, key by key
 */
public record LakeIdentity(
    String tableArn, String tableId, List<String> keys, Map<String, String> settings) {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String PROPERTY = "sluice.identity";
  private static final String ANOTHER_NAME =
      "Name another catalog or namespace in sluice.dataset.catalog, or drop the table.";

  public LakeIdentity {
    keys = List.copyOf(keys);
    settings = Map.copyOf(settings);
  }

  Map<String, String> properties() {
    return Map.of(PROPERTY, new String(Json.write(this), StandardCharsets.UTF_8));
  }

  /**
   * Checks that a table is of this identity.
   *
   * @param properties its properties
   * @throws ResourceUnavailableException naming all that differs
   */
  void mustBeThatOf(LakeName name, Map<String, String> properties) {
    List<String> differences = differences(read(name, properties));
    if (!differences.isEmpty()) {
      throw new ResourceUnavailableException(
          "Iceberg table " + name + " was loaded otherwise: " + String.join("; ", differences),
          "Set back what has changed, or load the table anew with --reload.");
    }
  }

  /**
   * Checks that a table is of the same DynamoDB table, so that it may be loaded afresh.
   *
   * @throws ResourceUnavailableException if it is not
   */
  void mustBeOfTable(LakeName name, Map<String, String> properties) {
    String other = read(name, properties).tableArn;
    if (!other.equals(tableArn)) {
      throw new ResourceUnavailableException(
          "Iceberg table " + name + " is that of " + other + ", not of " + tableArn, ANOTHER_NAME);
    }
  }

  private static LakeIdentity read(LakeName name, Map<String, String> properties) {
    @Nullable String stored = properties.get(PROPERTY);
    if (stored == null) {
      throw new ResourceUnavailableException(
          "Iceberg table " + name + " exists, and was not made by Sluice", ANOTHER_NAME);
    }
    return Json.read(
        stored.getBytes(StandardCharsets.UTF_8), LakeIdentity.class, PROPERTY + " of " + name);
  }

  private List<String> differences(LakeIdentity before) {
    List<String> found = new ArrayList<>();
    add("the table", before.tableArn, tableArn, found);
    if (areComparable(before.tableId, tableId)) {
      add("the table's id", before.tableId, tableId, found);
    }
    add("the key", before.keys.toString(), keys.toString(), found);
    Map<String, String> all = new TreeMap<>(before.settings);
    all.putAll(settings);
    all.keySet().forEach(key -> add(key, before.settings.get(key), settings.get(key), found));
    return found;
  }

  /**
   * Returns whether two ids tell tables apart: exports state DynamoDB's own, or none; a description may have another, since
   * emulators have none.
   */
  private static boolean areComparable(String id, String other) {
    return !id.isEmpty()
        && !other.isEmpty()
        && UUID.matcher(id).matches() == UUID.matcher(other).matches();
  }

  private static void add(
      String what, @Nullable String before, @Nullable String now, List<String> found) {
    if (!Objects.equals(before, now)) {
      found.add(what + " was " + shown(before) + ", and is " + shown(now));
    }
  }

  private static String shown(@Nullable String value) {
    return value == null ? "not set" : value;
  }
}
