package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.schema.Conformance;
import dev.sluice.schema.ParseMode;
import dev.sluice.table.TableDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The part that a schema given by a user has in the decisions of a scan. Without one, nothing changes.
 *
 * @param conformance null: the columns are those of a sample
 */
record ConformingScan(ReadPlan plan, @Nullable Conformance conformance) {
  static ConformingScan of(ReadPlan plan) {
    return new ConformingScan(plan, plan.settings().columns().conformance());
  }

  /** Returns the columns to decode if a query uses some. */
  StructType decoded(StructType wanted) {
    return conformance == null
        ? wanted
        : conformance.decoded(
            wanted,
            plan.projection().of(plan.schema(), wanted),
            plan.projection().keys());
  }

  /** Returns the columns that are attributes. */
  StructType attributes(StructType columns) {
    return conformance == null ? columns : conformance.attributes(columns);
  }

  /** Returns the schema whose misfits no pushed filter may remove; null: those of any schema. */
  @Nullable
  StructType strict() {
    return conformance == null || conformance.mode() != ParseMode.FAILFAST
        ? null
        : conformance.stated();
  }

  /** Returns whether a user gave the columns. */
  boolean isGiven() {
    return conformance != null;
  }

  /**
   * Returns whether a query that uses no column reads whole items nevertheless: the user has said by a mode what becomes
   * of those that cannot be decoded, and gives no schema, whose columns alone would be read.
   */
  boolean readsWhole() {
    return conformance == null && plan.settings().columns().parse().mode() != null;
  }

  /** Returns whether values that fit their columns are all that an aggregation needs, or DynamoDB's number of items. */
  boolean answers(Aggregation aggregation) {
    if (readsWhole()) {
      return Arrays.stream(aggregation.aggregateExpressions())
          .noneMatch(f -> f instanceof CountStar || f instanceof Count);
    }
    return conformance == null
        || (conformance.admitsAll(plan.projection().keys())
            && aggregation.groupByExpressions().length == 0
            && Arrays.stream(aggregation.aggregateExpressions())
                .allMatch(CountStar.class::isInstance));
  }

  /** Returns whether items that DynamoDB sends may be left out. */
  boolean leavesOut() {
    return conformance != null && conformance.mode() == ParseMode.DROPMALFORMED;
  }

  /** Returns whether rows of these columns may hold any attribute of an item. */
  boolean wantsItems(StructType columns) {
    return conformance != null && conformance.hasCorrupt(columns);
  }

  /** Returns the attributes that messages need. */
  List<String> named() {
    return conformance == null || conformance.mode() != ParseMode.FAILFAST ? List.of() : keys();
  }

  /** Returns what becomes of items that cannot be decoded. */
  Unreadable unreadable() {
    if (plan.path().areChanges()) {
      return Unreadable.CHANGE;
    }
    ParseMode stated = plan.settings().columns().parse().mode();
    ParseMode mode = conformance == null ? stated : conformance.mode();
    return mode == ParseMode.FAILFAST ? Unreadable.REFUSED : Unreadable.REJECTED;
  }

  /** Returns what readers have to know of the schema; empty: nothing. */
  Optional<MalformedItems.Rules> rules() {
    return Optional.ofNullable(conformance)
        .map(given -> new MalformedItems.Rules(
            given, plan.description().name(), keys(), plan.path().describing()));
  }

  private List<String> keys() {
    return plan.description().keys().stream().map(TableDescription.Key::name).toList();
  }
}
