/**
 * What the SQL texts of a configuration may say: conditions on a table's columns ({@code source.filter}, {@code
 * training.filter}) and the queries of {@code derived}. A text enters; its expressions, parsed and analyzed, are looked at
 * one by one, and only those are let through that compute something from columns: none that runs code, reads files,
 * tables or the environment, or asks who runs it.
 */
@NullMarked
package dev.sluice.sql;

import org.jspecify.annotations.NullMarked;
