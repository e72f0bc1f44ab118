/**
 * What the build of {@code pgquery} does to the WebAssembly files from npm before they become JVM classes. Nothing here
 * is on the class path of a user.
 */
@NullMarked
package dev.pgwright.pgquery.build;

import org.jspecify.annotations.NullMarked;
