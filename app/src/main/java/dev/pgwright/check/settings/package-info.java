/** Judgements about configuration, at whatever level it was set. */
@NullMarked
package dev.pgwright.check.settings;

import org.jspecify.annotations.NullMarked;
