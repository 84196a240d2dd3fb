package dev.sluice.derived;

import org.apache.spark.Partitioner;

/** Cuts rows that are numbered from 0 into files, one after the other, of the same number of rows but for one. */
final class RowFiles extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int files;
  private final long rows;

  RowFiles(int files, long rows) {
    this.files = files;
    this.rows = rows;
  }

  @Override
  public int numPartitions() {
    return files;
  }

  @Override
  public int getPartition(Object number) {
    return (int) ((Long) number * files / rows);
  }
}
