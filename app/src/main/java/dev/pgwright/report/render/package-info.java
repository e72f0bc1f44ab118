/** Documents as text, Markdown and HTML. Each renderer shows every block; none has words of its own. */
@NullMarked
package dev.pgwright.report.render;

import org.jspecify.annotations.NullMarked;
