/**
 * Snapshots. Tables enter through {@code source}; Parquet files, and last of all the manifest that makes them a
 * snapshot, leave; {@code analytics} reads them back as Datasets.
 */
@NullMarked
package dev.sluice.dataset;

import org.jspecify.annotations.NullMarked;
