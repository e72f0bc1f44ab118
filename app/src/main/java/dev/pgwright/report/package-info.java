/** What a user sees: result records of every verb, and their wording as text, JSON, Markdown and HTML. */
@NullMarked
package dev.pgwright.report;

import org.jspecify.annotations.NullMarked;
