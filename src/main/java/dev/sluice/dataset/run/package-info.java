/**
 * The protocol of a run: what is written where, by whom, and once. Records in, decisions out; what reads tables and what
 * writes Parquet sees only the results.
 *
 * <p>A run id may have several holders at once: a retry beside a suspended process, a request that arrives minutes late.
 * Nothing here rests on a clock or on the {@link dev.sluice.dataset.run.Lease}, which only saves work. Safety rests on
 * documents that are created where nothing is and never changed ({@link dev.sluice.dataset.run.Once}): whoever comes second
 * goes on with what is stored.
 *
 * <pre>
 * runs/&lt;id&gt;/begun.json                                {@link dev.sluice.dataset.run.Begun}: the logical day, the first start
 * runs/&lt;id&gt;/lease-&lt;epoch&gt;.json                        {@link dev.sluice.dataset.run.Lease}: renewed by its owner alone
 * runs/&lt;id&gt;/plan.json                                 {@link dev.sluice.dataset.run.RunPlan}: tables, ranges of segments, instants
 * runs/&lt;id&gt;/scan/&lt;planId&gt;/&lt;table&gt;/&lt;range&gt;/&lt;i&gt;.json      {@link dev.sluice.dataset.run.Chunk}: from the end of the one before to its own
 * runs/&lt;id&gt;/views/&lt;planId&gt;/&lt;view&gt;.json                what was made of the tables
 * snapshots/&lt;id&gt;/manifest.json                        {@link dev.sluice.dataset.run.RunState}: published, failed, at last removed
 * latest.json                                         {@link dev.sluice.dataset.run.Latest}: forward only
 * runs/&lt;id&gt;/numbers/&lt;n&gt;.json, &lt;command&gt;-&lt;fingerprint&gt;.json  {@link dev.sluice.dataset.run.Results}: what a command came to
 * </pre>
 *
 * <p>That a table was read whole is proven, not counted: {@link dev.sluice.dataset.run.Coverage} joins the chunks of every
 * range end to start. {@link dev.sluice.dataset.run.Retention} alone removes what a manifest lists.
 */
@NullMarked
package dev.sluice.dataset.run;

import org.jspecify.annotations.NullMarked;
