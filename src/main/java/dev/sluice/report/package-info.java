/**
 * The HTML page. {@link dev.sluice.analytics.Figures} and the snapshot's {@link dev.sluice.dataset.run.Manifest} and
 * schemas enter, one string leaves: a page that needs no network, no script and no font. {@code job} writes it to a
 * file.
 *
 * <p>This package computes the page's words and numbers as plain values ({@code ModelSection}, {@code DataTable},
 * {@code Figure}); {@code chart} draws; the markup is in the templates beside the style sheet, filled by JMustache
 * (BSD, 80 kB), which escapes every value. Names of models, versions, classes and experiments come from table items:
 * they are displayed as text, whatever they contain ({@code PlainText}).
 *
 * <p>Words come first: {@code AccuracyNarrative} describes accuracy, {@code LatencyNarrative} latency. Every title is
 * such a sentence, or the reason why there is none. {@code price} gives the cost of reading. {@code jobs/check report}
 * opens pages in a browser.
 *
 * <p>The same figures give the same page, byte for byte: the package never reads the clock.
 */
@NullMarked
package dev.sluice.report;

import org.jspecify.annotations.NullMarked;
