package dev.sluice.stream;

import java.io.Serializable;

/**
 * The changes of a stream between two positions.
 *
 * @param from the position before the first of them
 * @param to the position after the last of them
 */
public record StreamSpan(StreamPosition from, StreamPosition to) implements Serializable {}
