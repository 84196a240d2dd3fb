/**
 * The documents of a run. Each is written once, by a known writer. Records enter and decisions leave. The stages that
 * read tables and write Parquet see only the decisions. Does not depend on Spark.
 *
 * <p>A run id may have several holders at once: for example a retry beside a suspended process, or a request that
 * arrives minutes late. Correctness does not depend on clocks or on the {@link dev.sluice.dataset.run.Lease}, which
 * only saves work. It depends on documents that are created only if absent and never changed ({@link
 * dev.sluice.dataset.run.Once}): whoever comes second continues with the stored one.
 *
 * <pre>
 * runs/&lt;id&gt;/begun.json                                {@link dev.sluice.dataset.run.Begun}: the logical day, the first start
 * runs/&lt;id&gt;/lease-&lt;epoch&gt;.json                        {@link dev.sluice.dataset.run.Lease}: renewed by its owner alone
 * runs/&lt;id&gt;/access-path.json                          {@link dev.sluice.dataset.run.PathChoice}: of source.kind = auto
 * runs/&lt;id&gt;/plan.json                                 {@link dev.sluice.dataset.run.RunPlan}: tables, ranges of segments, instants
 * runs/&lt;id&gt;/scan/&lt;planId&gt;/&lt;table&gt;/&lt;range&gt;/&lt;i&gt;.json      {@link dev.sluice.dataset.run.Chunk}, in the {@link dev.sluice.dataset.run.Checkpoint}
 * runs/&lt;id&gt;/views/&lt;planId&gt;/&lt;view&gt;.json                the result of a view, likewise
 * snapshots/&lt;id&gt;/manifest.json                        {@link dev.sluice.dataset.run.Manifest}; {@link dev.sluice.dataset.run.RunState}: published, failed, at last removed
 * latest.json                                         {@link dev.sluice.dataset.run.Latest}: moves forward only
 * runs/&lt;id&gt;/numbers/&lt;n&gt;.json, &lt;command&gt;-&lt;fingerprint&gt;.json  {@link dev.sluice.dataset.run.Results}: results of commands
 * </pre>
 *
 * <p>{@link dev.sluice.dataset.run.Coverage} proves that the whole table was read: it joins the chunks of every range,
 * end to start. Only {@link dev.sluice.dataset.run.Retention} removes files of a manifest. {@code Newest}, {@code
 * Latest} and {@code Retention} are in this package and not in {@code snapshot}, because they decide from documents
 * alone and do not depend on Spark.
 */
@NullMarked
package dev.sluice.dataset.run;

import org.jspecify.annotations.NullMarked;
