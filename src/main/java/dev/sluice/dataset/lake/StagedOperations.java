package dev.sluice.dataset.lake;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A table whose files are written, and whose metadata stay in memory until somebody commits them. */
final class StagedOperations implements TableOperations {
  private final TableOperations real;
  private TableMetadata staged;

  /** @param staged the metadata to begin with */
  StagedOperations(TableOperations real, TableMetadata staged) {
    this.real = real;
    this.staged = staged;
  }

  @Override
  public TableMetadata current() {
    return staged;
  }

  @Override
  public TableMetadata refresh() {
    return staged;
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    if (base != staged) {
      throw new CommitFailedException("the staged metadata have changed");
    }
    staged = metadata;
  }

  @Override
  public FileIO io() {
    return real.io();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return real.metadataFileLocation(fileName);
  }

  /** That of the new properties, which may name another folder for data. */
  @Override
  public LocationProvider locationProvider() {
    return real.temp(staged).locationProvider();
  }
}
