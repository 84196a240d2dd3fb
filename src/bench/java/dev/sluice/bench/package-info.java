/**
 * The bench: how much CPU, time and memory reading a table costs with Sluice and with others. {@code pages} makes the
 * tables' pages, {@code server} sends them from a virtual machine of its own, {@code contestant} reads them in others, a
 * pass of each in turn, and here it is asked for, measured figures are compared and printed. {@code decode} is the decoder
 * alone, under JMH; {@code profile} tells the stages of a profiled pass; {@code nights} is whole runs, a full one and the
 * nights after it.
 *
 * <p>Compiled in the Maven profile {@code bench} only; so are the connectors that it compares with.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
