/**
 * Proof of changes on real rows that nobody else uses: getting a copy, measuring statements without and with changes,
 * and the smallest set of changes that gains without making any statement slower.
 */
@NullMarked
package dev.pgwright.proof.clone;

import org.jspecify.annotations.NullMarked;
