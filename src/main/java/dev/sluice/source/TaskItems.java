package dev.sluice.source;

import dev.sluice.access.Expiry;
import dev.sluice.scan.PageSource;
import org.jspecify.annotations.Nullable;

/**
 * The items of one task, and which of them its reader leaves out.
 *
 * @param seen the items found so far, which are left out; null: none can be found twice
 * @param unreadable what becomes of those that cannot be decoded
 * @param filter leaves out items by their keys; null: none
 */
record TaskItems(
    PageSource pages,
    Expiry expiry,
    @Nullable SeenKeys seen,
    Unreadable unreadable,
    @Nullable KeyFilter filter,
    ScanTally tally) {}
