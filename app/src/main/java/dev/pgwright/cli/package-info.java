/** The command line: a thin adapter over the facade. No SQL, no rule, no wording of reports here. */
@NullMarked
package dev.pgwright.cli;

import org.jspecify.annotations.NullMarked;
