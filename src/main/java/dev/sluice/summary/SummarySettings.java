package dev.sluice.summary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where summary rows go.
 *
 * @param namespace every key begins with it and {@code #}; null: none
 * @param ttl how long after its window's end a row expires
 */
public record SummarySettings(String table, @Nullable String namespace, Duration ttl) {}
