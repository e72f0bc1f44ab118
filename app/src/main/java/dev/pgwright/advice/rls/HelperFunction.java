package dev.pgwright.advice.rls;

import dev.pgwright.operation.CreateObject;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * A function in a private schema that gives the set of values a policy lets through, with the rights of the function
 * whose place it takes.
 *
 * @param query its text, every name qualified
 * @param type of the values, as SQL
 * @param owner of the function that it replaces; it reads with that role's rights
 * @param callers roles that may call it
 */
record HelperFunction(String schema, String name, String query, String type, String owner, List<String> callers) {
    HelperFunction {
        callers = List.copyOf(callers);
    }

    Operation create() {
        String sql = Identifiers.qualified(schema, name) + "()";
        List<String> all = new ArrayList<>();
        all.add("CREATE FUNCTION " + sql + " RETURNS SETOF " + type + " LANGUAGE sql STABLE SECURITY DEFINER"
                + " SET search_path = '' AS " + Identifiers.literal(query));
        all.add("ALTER FUNCTION " + sql + " OWNER TO " + Identifiers.quote(owner));
        all.add("REVOKE ALL ON FUNCTION " + sql + " FROM PUBLIC");
        callers.forEach(role -> all.add("GRANT EXECUTE ON FUNCTION " + sql + " TO "
                + (role.equals("public") ? "PUBLIC" : Identifiers.quote(role))));
        return new CreateObject(DatabaseObject.function(schema, name, ""), all);
    }
}
