/**
 * Checks the SQL texts of a configuration: conditions on a table's columns ({@code source.filter}, {@code
 * training.filter}) and the queries of {@code derived}. A text enters and is parsed and analyzed. Each of its
 * expressions is checked. Only expressions that compute something from columns pass: none may run code, or read files,
 * tables, the environment or the user's name.
 *
 * <p>{@code SqlNames} writes names and values into SQL, for every package that builds columns.
 */
@NullMarked
package dev.sluice.sql;

import org.jspecify.annotations.NullMarked;
