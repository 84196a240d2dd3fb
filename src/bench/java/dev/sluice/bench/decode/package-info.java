/** The decoder alone, under JMH: pages in memory to rows, no network, no Spark around it. */
@NullMarked
package dev.sluice.bench.decode;

import org.jspecify.annotations.NullMarked;
