/**
 * Decides how a table is read, once, on the driver. {@link dev.sluice.access.ReadSettings} enter, from a user of Spark
 * or from the job. A {@link dev.sluice.access.TableProbe} adds the table's description and a sample; it decides a {@link
 * dev.sluice.access.ReadPlan} with its {@link dev.sluice.access.AccessPath}. {@code SessionSamples} keeps the sampled
 * items, so that a session of Spark requests them once. The plan leaves, as one
 * serialisable value: to {@code source}, which hands it to Spark, and to {@code dataset}, which stores its outline, so
 * that a resumed run reads in the same way. {@link dev.sluice.access.Forecast} estimates the cost of every access path
 * for {@code plan} from the {@link dev.sluice.access.TableSize}.
 *
 * <p>This package is separate from {@code source} because nothing here depends on Spark's DataSource V2. Exports and
 * streams are further access paths, and the job needs plans and forecasts without a DataFrame. A secondary index is
 * read only if the settings name it, or leave the choice to {@code source}: its keys can change, and its Queries may then
 * miss items or find them twice. {@link dev.sluice.access.IndexRead} moves a read to an index.
 */
@NullMarked
package dev.sluice.access;

import org.jspecify.annotations.NullMarked;
