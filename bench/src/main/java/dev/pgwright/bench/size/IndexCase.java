package dev.pgwright.bench.size;

import dev.pgwright.twin.IndexShape;

/**
 * An index to predict and to build.
 *
 * @param kind what is special about it: one column, two, partial, ...
 * @param definition what follows CREATE INDEX name
 * @param condition of a partial index as SQL, empty for a whole one: the planner is asked how many rows meet it
 */
record IndexCase(String kind, String table, String definition, String condition, IndexShape shape) {}
