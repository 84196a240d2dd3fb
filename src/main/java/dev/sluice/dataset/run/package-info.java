/**
 * The documents of a run: which are written, by whom, and once. Records enter, decisions leave; the stages that read tables
 * and write Parquet see the decisions only. Knows nothing of Spark.
 *
 * <p>A run id may have several holders at once: a retry beside a suspended process, a request that arrives minutes late.
 * Correctness does not rest on clocks or on the {@link dev.sluice.dataset.run.Lease}, which only saves work. It rests on
 * documents that are created only if absent and never changed ({@link dev.sluice.dataset.run.Once}): whoever comes second
 * continues with the stored one.
 *
 * <pre>
 * runs/&lt;id&gt;/begun.json                                {@link dev.sluice.dataset.run.Begun}: the logical day, the first start
 * runs/&lt;id&gt;/lease-&lt;epoch&gt;.json                        {@link dev.sluice.dataset.run.Lease}: renewed by its owner alone
 * runs/&lt;id&gt;/plan.json                                 {@link dev.sluice.dataset.run.RunPlan}: tables, ranges of segments, instants
 * runs/&lt;id&gt;/scan/&lt;planId&gt;/&lt;table&gt;/&lt;range&gt;/&lt;i&gt;.json      {@link dev.sluice.dataset.run.Chunk}, in the {@link dev.sluice.dataset.run.Checkpoint}
 * runs/&lt;id&gt;/views/&lt;planId&gt;/&lt;view&gt;.json                the result of a view, likewise
 * snapshots/&lt;id&gt;/manifest.json                        {@link dev.sluice.dataset.run.Manifest}; {@link dev.sluice.dataset.run.RunState}: published, failed, at last removed
 * latest.json                                         {@link dev.sluice.dataset.run.Latest}: moves forward only
 * runs/&lt;id&gt;/numbers/&lt;n&gt;.json, &lt;command&gt;-&lt;fingerprint&gt;.json  {@link dev.sluice.dataset.run.Results}: results of commands
 * </pre>
 *
 * <p>That the whole table was read is proven, not counted: {@link dev.sluice.dataset.run.Coverage} joins the chunks of every
 * range end to start. Only {@link dev.sluice.dataset.run.Retention} removes files of a manifest. {@code Newest}, {@code Latest}
 * and {@code Retention} are here and not in {@code snapshot}: they decide on documents alone, and stay apart from Spark.
 */
@NullMarked
package dev.sluice.dataset.run;

import org.jspecify.annotations.NullMarked;
