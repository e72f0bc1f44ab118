/** From findings and workload to proposed operations; what is proposed is proven elsewhere before it counts. */
@NullMarked
package dev.pgwright.advice;

import org.jspecify.annotations.NullMarked;
