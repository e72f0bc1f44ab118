@NullMarked
package dev.pgwright.proof.clone;

import org.jspecify.annotations.NullMarked;
