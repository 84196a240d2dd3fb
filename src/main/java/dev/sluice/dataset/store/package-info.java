/**
 * Documents under a dataset's root, in a folder of this machine or in a bucket: read, created where nothing is, replaced
 * where they still are what was read, listed, removed. What a run decides ({@code dataset.run}) rests on nothing but these
 * conditional writes.
 */
@NullMarked
package dev.sluice.dataset.store;

import org.jspecify.annotations.NullMarked;
