/**
 * The SQL texts of a configuration: conditions on a table's columns ({@code source.filter}, {@code training.filter}) and the
 * queries of {@code derived}. A text enters. Its expressions, parsed and analyzed, are checked one by one. Only those that
 * compute something from columns pass: none that runs code, or reads files, tables, the environment or the user's name.
 *
 * <p>{@code SqlNames} writes names and values into SQL, for every package that makes columns.
 */
@NullMarked
package dev.sluice.sql;

import org.jspecify.annotations.NullMarked;
