/**
 * Documents under a dataset's root, in a folder of this machine or in a bucket. Bytes enter and leave: they are read, created
 * if absent, replaced if unchanged, listed and removed. The decisions of a run ({@code dataset.run}) rest on these conditional
 * writes alone; {@link dev.sluice.dataset.store.RootProbe} checks that a root supports them.
 *
 * <p>Transient failures are retried here and in {@code table}'s clients. Others leave as {@link
 * dev.sluice.failure.ResourceUnavailableException}, never as the SDK's or the file system's exception.
 */
@NullMarked
package dev.sluice.dataset.store;

import org.jspecify.annotations.NullMarked;
