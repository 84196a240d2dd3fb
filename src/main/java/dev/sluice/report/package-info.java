/**
 * The HTML page. {@link dev.sluice.analytics.Figures} and the snapshot's {@link dev.sluice.dataset.run.Manifest} and schemas
 * enter, one string leaves: a page that needs no network, no script and no font. {@code job} writes it to a file.
 *
 * <p>The page's words and numbers are found here as plain values ({@code ModelSection}, {@code DataTable}, {@code
 * Figure}); {@code chart} draws; the markup is in the templates beside the style sheet, filled by JMustache (BSD, 80 kB),
 * which escapes all it is given. Names of models, versions, classes and experiments come from table items: they are
 * shown as text whatever they hold ({@code PlainText}).
 *
 * <p>What is told of the figures is told in words first: {@code AccuracyNarrative} of accuracy, {@code LatencyNarrative} of latency.
 * Every title is such a sentence, and where nothing can be told the reason is. What the reading cost is told by {@code
 * price}. {@code jobs/check report} opens pages in a browser.
 *
 * <p>The same figures give the same page, byte for byte: nothing here asks the clock.
 */
@NullMarked
package dev.sluice.report;

import org.jspecify.annotations.NullMarked;
