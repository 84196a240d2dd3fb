/**
 * A headless Chromium for tests, over its DevTools protocol: {@link dev.sluice.browser.Chromium} starts one, {@link
 * dev.sluice.browser.Tab} loads a page and tells what became of it. {@code jobs/check report} says which Chromium.
 *
 * <p>Only the JDK's WebSocket is between: a driver of its own would have to be of Chromium's version.
 */
@NullMarked
package dev.sluice.browser;

import org.jspecify.annotations.NullMarked;
