/**
 * Reads and verifies published snapshots. A manifest enters. Datasets of its tables leave, to {@code view}, {@code
 * analytics} and {@code training}, or a list of differences between the manifest and the files.
 *
 * <p>Only files of the manifest are read; other files in the folder do not belong to the snapshot. The package {@code
 * run} decides, from documents alone and without Spark, which snapshot is the newest and which ones retention removes.
 */
@NullMarked
package dev.sluice.dataset.snapshot;

import org.jspecify.annotations.NullMarked;
