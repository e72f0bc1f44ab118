/**
 * The one shape of every report: sections of blocks, free of any format. No text in a block holds a character that a
 * terminal or a browser would obey.
 */
@NullMarked
package dev.pgwright.report.document;

import org.jspecify.annotations.NullMarked;
