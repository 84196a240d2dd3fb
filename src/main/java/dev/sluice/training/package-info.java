/**
 * The view to train on. A snapshot's tables enter once their files are written and checked; Parquet files in channels
 * (train, validation, test) leave, the label first, together with SageMaker's manifests, the mapping of categories, and
 * the section {@code training} of the manifest that makes the snapshot exist.
 *
 * <p>On the way an item's label is joined ({@code Items}), what is left out is told by its reason, its features are read
 * wherever they are kept ({@code Source}, {@code Place}) and become doubles or stay typed ({@code Rows}), what cannot is
 * refused by name ({@code Refusals}), rows are shared out by a hash or by time ({@code ChannelRows}), and each channel's
 * are written in the order of another hash, cut into files of even size ({@code FilePlan}). All of it is a function of
 * the tables, the configuration and the snapshot before: made again, it is the same.
 */
@NullMarked
package dev.sluice.training;

import org.jspecify.annotations.NullMarked;
