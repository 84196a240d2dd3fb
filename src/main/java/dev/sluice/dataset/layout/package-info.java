/**
 * The layout of a table in files: the columns of each file, as {@code schema.json} records them, and the names of
 * folders of entity types and of days. A sample of the table and the schema of the previous snapshot enter; a {@link
 * dev.sluice.dataset.layout.TableSchema} with its {@link dev.sluice.dataset.layout.Drift} leaves, to the plan of a run
 * and to {@code schema.json}.
 *
 * <p>Separate from {@code export}, because code that reads or verifies a snapshot needs the layout but not the export.
 */
@NullMarked
package dev.sluice.dataset.layout;

import org.jspecify.annotations.NullMarked;
