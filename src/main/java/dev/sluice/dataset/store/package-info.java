/**
 * Documents under a dataset's root, in a folder of this machine or in a bucket: read, created where nothing is, replaced
 * where they still are what was read, listed, removed. What a run decides ({@code dataset.run}) rests on nothing but these
 * conditional writes; {@link dev.sluice.dataset.store.RootProbe} tries whether a root has them.
 *
 * <p>A call that returns has an answer: what may pass is waited for here and in {@code table}'s clients, and what does
 * not leaves as {@link dev.sluice.failure.ResourceUnavailableException}, never as the SDK's or the file system's exception.
 */
@NullMarked
package dev.sluice.dataset.store;

import org.jspecify.annotations.NullMarked;
