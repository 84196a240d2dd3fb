/**
 * Makes the training view. A snapshot's tables enter once their files are written and checked. Parquet files in
 * channels (train, validation, test) leave, with the label as their first column, with SageMaker's manifests, the
 * mapping of categories, and the section {@code training} of the manifest that makes the snapshot exist.
 *
 * <ol>
 *   <li>{@code Items}: joins each item's label, and finds reasons for leaving items out
 *   <li>{@code FeatureColumn}, {@code FeatureReader}: find the features wherever the snapshot keeps them
 *   <li>{@code RowReader}: reads them as doubles; {@code TypedColumns}: keeps their types
 *   <li>{@code Refusals}: refuses values that can be neither, listed by column
 *   <li>{@code ChannelRows}: assigns rows to channels by a hash or by time
 *   <li>{@code FilePlan}, {@code ChannelFiles}: write each channel in the order of another hash, in files of similar
 *       size
 * </ol>
 *
 * <p>The view is a function of the tables, the configuration and the earlier snapshot. Made again, it is identical.
 */
@NullMarked
package dev.sluice.training;

import org.jspecify.annotations.NullMarked;
