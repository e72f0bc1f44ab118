/** Benchmarks, and tools that ask a real server; each prints what it measured and with how many samples. */
@NullMarked
package dev.pgwright.bench;

import org.jspecify.annotations.NullMarked;
