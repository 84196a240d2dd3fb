/**
 * Checks of README.md and of the pages in {@code src/site/markdown}: links, anchors, commands, and tables that are generated
 * from the code.
 */
@NullMarked
package dev.sluice.documentation;

import org.jspecify.annotations.NullMarked;
