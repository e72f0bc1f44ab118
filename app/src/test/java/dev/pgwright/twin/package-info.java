/** Tests of the statistics twin on real servers. */
package dev.pgwright.twin;
