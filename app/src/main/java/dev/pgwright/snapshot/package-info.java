/**
 * What pgwright knows of a database: one record for each fact, read from a server or from a file. A snapshot holds
 * facts and no
 * judgement, and reading it blocks nobody: no lock on a user's relation outlives the moment in which its text is
 * written.
 */
@NullMarked
package dev.pgwright.snapshot;

import org.jspecify.annotations.NullMarked;
