/** Long jobs over tables, in pieces: resumable, throttled, with progress. Each write can be taken back or resumed. */
@NullMarked
package dev.pgwright.batch;

import org.jspecify.annotations.NullMarked;
