package dev.pgwright.advice;

import dev.pgwright.operation.TableName;
import java.util.List;

/**
 * A lookup that the server itself makes and that no workload shows: the rows of a table that have the values of some
 * existing row in the given columns, as a foreign key's check or a policy does.
 */
public record Probe(String name, TableName table, List<String> columns) {
    public Probe {
        columns = List.copyOf(columns);
    }
}
