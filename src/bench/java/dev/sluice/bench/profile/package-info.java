/**
 * A profile of a contestant's passes, told by stages. What enters is async-profiler's file of stacks, each with its number
 * of samples; {@code Stage} says which stage a stack belongs to; what leaves is a table of shares.
 */
@NullMarked
package dev.sluice.bench.profile;

import org.jspecify.annotations.NullMarked;
