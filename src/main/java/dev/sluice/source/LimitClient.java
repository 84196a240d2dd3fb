package dev.sluice.source;

import dev.sluice.scan.LimitBroker;
import dev.sluice.scan.LimitedDemand;
import dev.sluice.scan.RowLimit;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.util.TaskFailureListener;
import org.jspecify.annotations.Nullable;

/** Connects a scan's tasks to its limit on the driver. Sends one request for each page. */
final class LimitClient implements LimitBroker, Serializable {
  private final DriverEndpoint driver;
  private final String limit;

  /** Held on the driver only, so that the limit lives as long as the scan's tasks may be started. */
  @SuppressWarnings("unused")
  private final transient @Nullable RowLimit held;

  private final int rows;

  /** @param rows the number of rows that all tasks together need */
  LimitClient(String endpoint, String limit, RowLimit held, int rows) {
    this.driver = new DriverEndpoint(endpoint);
    this.limit = limit;
    this.held = held;
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /** Returns the demand of the running attempt at a task. */
  LimitedDemand demand(int task) {
    TaskContext context = TaskContext.get();
    if (context == null) {
      return new LimitedDemand(this, new Attempt("", task, 0));
    }
    // a DataFrame that is executed again keeps its tasks and their limit
    String execution = context.getLocalProperty(SQLExecution.EXECUTION_ID_KEY());
    LimitedDemand demand = new LimitedDemand(
        this, new Attempt(execution == null ? "" : execution, task, context.taskAttemptId()));
    context.addTaskFailureListener((TaskFailureListener) (failed, error) -> demand.fail());
    return demand;
  }

  @Override
  public int ask(Attempt attempt, Progress progress) {
    return CapacityMessages.items(driver.ask(CapacityMessages.progress(limit, attempt, progress)));
  }

  @Override
  public void tell(Attempt attempt, Progress progress) {
    driver.send(CapacityMessages.progress(limit, attempt, progress));
  }

  @Override
  public void forget(Attempt attempt) {
    driver.send(CapacityMessages.forget(limit, attempt));
  }
}
