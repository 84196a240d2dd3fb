/** One odd item beside good ones: whatever an item holds, the good ones' figures stay as they are. */
@NullMarked
package dev.sluice.job.odd;

import org.jspecify.annotations.NullMarked;
