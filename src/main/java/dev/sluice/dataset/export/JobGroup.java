package dev.sluice.dataset.export;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** A listener to the jobs of one group. Others may run at the same time, for another run. */
abstract class JobGroup extends SparkListener {
  private static final String GROUP = "spark.jobGroup.id";

  private final String group;
  private final Set<Integer> stages = new HashSet<>();

  JobGroup(String group) {
    this.group = group;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    if (start.properties() != null && group.equals(start.properties().getProperty(GROUP))) {
      var ids = start.stageIds().iterator();
      while (ids.hasNext()) {
        stages.add((Integer) ids.next());
      }
    }
  }

  /** Returns whether a stage is of one of these jobs. */
  synchronized boolean hears(int stage) {
    return stages.contains(stage);
  }
}
