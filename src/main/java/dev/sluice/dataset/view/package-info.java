/**
 * Views derive further files from a snapshot's tables before its manifest exists. The complete tables enter, as a
 * {@link dev.sluice.dataset.view.ViewFolder}. Files, and sections of the manifest, leave to {@code export}, which
 * records them. {@code derived} and {@code training} implement {@link dev.sluice.dataset.view.View}.
 *
 * <p>Separate from {@code export}, so that views see tables and files, but no runs, leases or chunks.
 */
@NullMarked
package dev.sluice.dataset.view;

import org.jspecify.annotations.NullMarked;
