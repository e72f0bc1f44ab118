/**
 * TPC-H and TPC-DS as databases without indexes and as workloads, and what indexes are worth there by the real planner.
 */
@NullMarked
package dev.pgwright.bench.tpc;

import org.jspecify.annotations.NullMarked;
