package dev.sluice.access;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.scan.Expression;
import dev.sluice.scan.PageSource;
import dev.sluice.table.TableDescription;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of one read, made once on the driver from settings, the table's description and a sample. {@code plan}
 * prices it. A run stores the part that a resumed run needs to decide in the same way. Spark reads by it.
 *
 * <p>Plans are equal if they read the same rows within the same limits. Descriptions of the same table that were taken
 * at different times do not make plans different, nor does what was consumed before: only the first of two reads
 * samples.
 *
 * @param limit read units a second, over all tasks
 * @param schema the columns of the rows, with type tags
 * @param tasks the requested number of input partitions; 0: chosen by the table's size and the cores
 * @param positions the position of each task, in order, at which it resumes; tasks beyond the list begin at the start
 * @param expiry the items to leave out
 * @param unitsSpent read units consumed before, which count against the budget
 */
public record ReadPlan(
    ReadSettings settings,
    TableDescription description,
    ReadLimit limit,
    StructType schema,
    int tasks,
    AccessPath path,
    List<String> positions,
    Expiry expiry,
    double unitsSpent)
    implements Serializable {
  /** The number of Queries that one task makes. They take it some seconds, and are again made if it fails. */
  private static final int QUERIES_PER_TASK = 1_000;

  public ReadPlan {
    positions = List.copyOf(positions);
  }

  /** Returns the index that is read instead of the table; null: the table itself. */
  public @Nullable String index() {
    return settings.index();
  }

  /** Returns the same plan with these columns. */
  public ReadPlan having(StructType columns) {
    return new ReadPlan(
        settings, description, limit, columns, tasks, path, positions, expiry, unitsSpent);
  }

  /** Returns the same plan, resumed at these positions. */
  public ReadPlan from(List<String> resumeAt) {
    return new ReadPlan(
        settings, description, limit, schema, tasks, path, resumeAt, expiry, unitsSpent);
  }

  /** Returns the same plan with other items left out. */
  public ReadPlan without(Expiry expired) {
    return new ReadPlan(
        settings, description, limit, schema, tasks, path, positions, expired, unitsSpent);
  }

  /** Returns the same plan, with more read units that already count as consumed. */
  public ReadPlan spending(double units) {
    return new ReadPlan(
        settings, description, limit, schema, tasks, path, positions, expiry, unitsSpent + units);
  }

  /**
   * Returns the same plan with Queries instead of the Scan. Queries that may find items twice run in one task, which
   * remembers the items.
   *
   * @param queries key conditions; empty: the plan stays unchanged
   */
  public ReadPlan querying(List<Expression> queries) {
    if (queries.isEmpty()) {
      return this;
    }
    int wanted = tasks > 0 ? tasks : Cores.parallelism(queries.size(), QUERIES_PER_TASK);
    int allowed = projection().repeating().isEmpty() ? wanted : 1;
    AccessPath query = new AccessPath.Query(index(), queries, allowed);
    return new ReadPlan(
        settings, description, limit, schema, tasks, query, positions, expiry, unitsSpent);
  }

  /**
   * Returns the attributes that identify items which may be found twice; empty if none can be, or if the user has chosen
   * to scan an index by its name.
   */
  public List<String> repeating() {
    return path.queries().isEmpty() && !settings.autoIndex()
        ? List.of()
        : projection().repeating();
  }

  /** Returns which attributes can be read. */
  public IndexProjection projection() {
    return new IndexProjection(description, index());
  }

  /** Returns the position at which a task resumes. */
  public String position(int task) {
    return task < positions.size() ? positions.get(task) : PageSource.START;
  }

  /** Returns how entity types are distinguished; empty if they are not. */
  public Optional<EntityDiscriminator> entityBy() {
    return entityBy(settings, description);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadPlan plan && identity().equals(plan.identity());
  }

  @Override
  public int hashCode() {
    return identity().hashCode();
  }

  private List<Object> identity() {
    return List.of(settings, description.id(), schema, tasks, path, positions, expiry);
  }

  /**
   * Returns the discriminator. Its separator applies to a key attribute only: the whole values of a key would be as
   * many types as there are items.
   */
  static Optional<EntityDiscriminator> entityBy(
      ReadSettings settings, TableDescription description) {
    return Optional.ofNullable(settings.entityBy()).map(by -> {
      boolean key = description.keys().stream().anyMatch(k -> k.name().equals(by.attribute()));
      return key ? by : new EntityDiscriminator(by.attribute(), null);
    });
  }
}
