/**
 * Reading of stored JSON into records. Bytes of which anybody may have made anything enter; a record that is whole leaves, or
 * one exception that says what is wrong.
 */
@NullMarked
package dev.sluice.document;

import org.jspecify.annotations.NullMarked;
