package dev.sluice.table;

import java.time.Instant;

/**
 * The times to which a table can be restored by point-in-time recovery.
 *
 * @param earliest at most 35 days ago, and not before it was switched on last
 * @param latest some minutes ago
 */
public record RecoveryWindow(Instant earliest, Instant latest) {}
