package dev.sluice.dataset.lake;

import dev.sluice.testing.Mortality;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** The files of an Iceberg table, which are out of reach once the process is dead. */
public final class MortalFileIO extends HadoopFileIO {
  private static final long serialVersionUID = 1L;

  /** Iceberg creates it by its name. */
  public MortalFileIO() {}

  @Override
  public InputFile newInputFile(String path) {
    Mortality.pass(Mortality.Step.FILE);
    return super.newInputFile(path);
  }

  @Override
  public InputFile newInputFile(String path, long length) {
    Mortality.pass(Mortality.Step.FILE);
    return super.newInputFile(path, length);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    Mortality.pass(Mortality.Step.FILE);
    return super.newOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    Mortality.pass(Mortality.Step.FILE);
    super.deleteFile(path);
  }
}
