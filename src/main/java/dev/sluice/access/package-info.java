/**
 * The decision how a table is read, made once on the driver. {@link dev.sluice.access.ReadSettings}, of a user of Spark or of
 * the job, enter. A {@link dev.sluice.access.TableProbe} adds the table's description and a sample; it decides a {@link
 * dev.sluice.access.ReadPlan} with its {@link dev.sluice.access.AccessPath}. The plan leaves, as one serialisable value: to
 * {@code source}, which hands it to Spark, and to {@code dataset}, which stores its outline, so that a resumed run reads
 * alike. {@link dev.sluice.access.Forecast} estimates the cost of every access path for {@code plan}, by the {@link
 * dev.sluice.access.TableSize}.
 *
 * <p>It is apart from {@code source} because nothing here depends on Spark's DataSource V2: exports and streams are further
 * access paths, and the job asks for plans and forecasts without a DataFrame. A secondary index is read only where it is
 * asked for: its keys change, and its Queries then miss items or find them twice.
 */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
