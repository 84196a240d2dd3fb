/** What {@code jobs/} holds for AWS, read as AWS would read it. */
@NullMarked
package dev.sluice.job.cloud;

import org.jspecify.annotations.NullMarked;
