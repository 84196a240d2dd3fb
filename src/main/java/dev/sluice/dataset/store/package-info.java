/**
 * Documents under a dataset's root, in a folder of this machine or in a bucket. Bytes enter and leave: documents are
 * read, created if absent, replaced if unchanged, listed and removed. The decisions of a run ({@code dataset.run})
 * depend on these conditional writes alone. {@link dev.sluice.dataset.store.RootProbe} checks that a root supports
 * them.
 *
 * <p>Transient failures are retried here and in the clients of {@code table}. All others leave as {@link
 * dev.sluice.failure.ResourceUnavailableException}, never as exceptions of the SDK or the file system.
 */
@NullMarked
package dev.sluice.dataset.store;

import org.jspecify.annotations.NullMarked;
