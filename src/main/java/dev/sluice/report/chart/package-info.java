/**
 * Charts as inline SVG. Series of numbers enter, the text of one {@code <svg>} element leaves, to the page around it.
 *
 * <p>Lets-Plot (JetBrains, MIT) draws. It measures text by tables of its own: it needs neither AWT nor a font on the
 * machine, whereas JFreeChart, XChart and Batik all ask AWT for font metrics. Its specification is a map, its output a
 * string; it escapes its output; and with the Kotlin library it adds less than 7 MB. Only its portable modules are
 * used.
 *
 * <p>Its output is meant for a page of its own. {@link dev.sluice.report.chart.SvgRewriter} adapts it to the report:
 * colours become classes, so that one style sheet holds both the light and the dark ones, and random ids become
 * reproducible.
 */
@NullMarked
package dev.sluice.report.chart;

import org.jspecify.annotations.NullMarked;
