/**
 * Reads stored JSON into records. Bytes that anybody may have changed enter. A complete record leaves, or an exception
 * that names the error.
 */
@NullMarked
package dev.sluice.document;

import org.jspecify.annotations.NullMarked;
