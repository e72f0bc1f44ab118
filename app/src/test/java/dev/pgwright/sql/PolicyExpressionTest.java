package dev.pgwright.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Function.Kind;
import dev.pgwright.snapshot.Function.Volatility;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy's condition costs for each row, for conditions as the server writes them. */
class PolicyExpressionTest {
    private static final FunctionCatalog CATALOG = new FunctionCatalog(new Snapshot.Builder()
            .put(
                    Facts.FUNCTION,
                    List.of(
                            function("auth", "uid", Kind.FUNCTION, Volatility.STABLE, "uuid"),
                            function("auth", "jwt", Kind.FUNCTION, Volatility.STABLE, "jsonb"),
                            function("private", "is_admin", Kind.FUNCTION, Volatility.STABLE, "boolean"),
                            function("private", "is_member", Kind.FUNCTION, Volatility.STABLE, "boolean"),
                            function("private", "unlabelled", Kind.FUNCTION, Volatility.VOLATILE, "boolean"),
                            function("private", "teams", Kind.FUNCTION, Volatility.STABLE, "integer[]"),
                            function("private", "half", Kind.FUNCTION, Volatility.IMMUTABLE, "integer"),
                            function("private", "best", Kind.AGGREGATE, Volatility.STABLE, "integer")))
            .build());

    private static Function function(String schema, String name, Kind kind, Volatility volatility, String result) {
        return new Function(
                1,
                schema,
                name,
                kind,
                "",
                "",
                result,
                "plpgsql",
                volatility,
                Function.Parallel.UNSAFE,
                false,
                false,
                false,
                false,
                100,
                0,
                List.of(),
                "postgres",
                null,
                "",
                false,
                false);
    }

    private static PolicyExpression read(String expression) {
        return PolicyExpression.read(expression, CATALOG).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(auth.uid() = user_id) | (SELECT auth.uid()) = user_id",
                "((owner = ( SELECT auth.uid() AS uid)) OR (user_id = auth.uid())) |"
                        + " owner = (SELECT auth.uid() AS uid) OR user_id = (SELECT auth.uid())",
                "private.is_admin() | (SELECT private.is_admin())",
                "(NOT private.is_admin()) | NOT (SELECT private.is_admin())",
                "(private.is_admin() IS TRUE) | (SELECT private.is_admin()) IS TRUE",
                "(tenant = current_setting('a.b'::text, true)) | tenant = (SELECT current_setting('a.b'::text, true))",
                "((current_setting('a.b'::text))::uuid = id) | (SELECT current_setting('a.b'::text)::uuid) = id",
                "(COALESCE((auth.jwt() ->> 'org'::text), ''::text) = org) |"
                        + " (SELECT COALESCE(auth.jwt() ->> 'org'::text, ''::text)) = org",
                "(owner = CURRENT_USER) | owner = (SELECT current_user)",
                "(team = ANY (private.teams())) | team = ANY((SELECT private.teams())::int[])",
                "(id = ANY ((string_to_array(current_setting('a.b'::text), ','::text))::integer[])) |"
                        + " id = ANY((SELECT string_to_array(current_setting('a.b'::text), ','::text)::int[])::int[])",
                "(id = ANY (ARRAY[auth.uid(), other])) | id = ANY(ARRAY[(SELECT auth.uid()), other])",
                "( SELECT (auth.uid() = t.user_id)) | (SELECT (SELECT auth.uid()) = t.user_id)",
                "(auth.uid() IN ( SELECT m.user_id FROM members m)) |"
                        + " (SELECT auth.uid()) IN (SELECT m.user_id FROM members m)",
                "(auth.uid() IN ( SELECT m.user_id FROM members m WHERE (m.team = t.team))) |"
                        + " (SELECT auth.uid()) IN (SELECT m.user_id FROM members m WHERE m.team = t.team)",
                "private.is_member(team, auth.uid()) | private.is_member(team, (SELECT auth.uid()))",
                "(EXISTS ( SELECT 1 FROM m WHERE ((m.id = t.id) AND (m.user_id = auth.uid())))) |"
                        + " EXISTS (SELECT 1 FROM m WHERE m.id = t.id AND m.user_id = (SELECT auth.uid()))"
            })
    void callsThatDoNotDependOnTheRowGoIntoSubSelects(String condition, String wrapped) {
        PolicyExpression read = read(condition);
        String actual = read.wrapped().orElseThrow().replaceAll("CAST\\((.*?) AS ([a-z]+)\\)", "$1::$2");
        assertThat(actual).isEqualToIgnoringCase(wrapped);
        // The fixed point: what was wrapped is not found again.
        PolicyExpression again = read(read.wrapped().orElseThrow());
        assertThat(again.calls(PolicyCall.Kind.ONCE)).isEmpty();
        assertThat(again.wrapped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "(user_id = ( SELECT auth.uid() AS uid))",
                "(org = ( SELECT (auth.jwt() ->> 'org'::text)))",
                "(org = (( SELECT (auth.jwt() ->> 'org'::text)))::uuid)",
                "(team IN ( SELECT m.team FROM members m WHERE (m.user_id = auth.uid())))",
                "(team = ANY (ARRAY( SELECT m.team FROM members m WHERE (m.user_id = auth.uid()))))",
                "(EXISTS ( SELECT 1 FROM admins a WHERE (a.id = auth.uid())))",
                "(lower(email) = lower('A'::text))",
                "(expires_at > now())",
                "(day = CURRENT_DATE)",
                "(size > private.half(10))",
                "(( SELECT count(*) AS count FROM m WHERE (m.id = t.id)) > 3)",
                "(( SELECT private.best(m.a) AS best FROM m WHERE (m.id = t.id)) > 3)",
                "(EXISTS ( SELECT 1 FROM private.teams() x(x) WHERE (x.x = t.team)))",
                "(EXISTS ( WITH w AS ( SELECT auth.uid() AS u) SELECT 1 FROM w))"
            })
    void nothingIsEvaluatedPerRow(String condition) {
        assertThat(read(condition).calls()).isEmpty();
        assertThat(read(condition).wrapped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private.is_member(team_id) | private.is_member(team_id)",
                "( SELECT private.is_member(t.team_id) AS is_member) | private.is_member(t.team_id)",
                "private.is_member(t.*) | private.is_member(t.*)"
            })
    void callsThatTakeAColumnAreSaidAndLeftAlone(String condition, String call) {
        PolicyExpression read = read(condition);
        assertThat(read.calls()).containsExactly(new PolicyCall(call, PolicyCall.Kind.TAKES_COLUMN));
        assertThat(read.wrapped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private.unlabelled()",
                "(random() < (0.5)::double precision)",
                "(private.unlabelled() = private.is_admin())",
                "other.not_in_the_snapshot()",
                "(id = ANY (regexp_split_to_array(current_setting('a.b'::text), ','::text)))"
            })
    void whatMayNotBeWrappedIsUncertain(String condition) {
        PolicyExpression read = read(condition);
        assertThat(read.calls()).isNotEmpty().allMatch(call -> call.kind() == PolicyCall.Kind.UNCERTAIN);
        assertThat(read.wrapped()).isEmpty();
    }

    @Test
    void whatTheGrammarDoesNotAcceptIsNotRead() {
        assertThat(PolicyExpression.read("(a = ", CATALOG)).isEmpty();
        assertThat(PolicyExpression.read("1; DROP TABLE t", CATALOG)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(user_id = ( SELECT auth.uid() AS uid)) | user_id",
                "(auth.uid() = user_id) | user_id",
                "((a = ( SELECT auth.uid() AS uid)) OR (b = auth.uid()) OR private.is_admin()) | a,b",
                "((a = ( SELECT auth.uid() AS uid)) OR (indexed = auth.uid())) | a",
                "((a = auth.uid()) AND (indexed = auth.uid())) | ''",
                "((a = auth.uid()) AND (b = auth.uid())) | b",
                "((name)::text = current_setting('a.b'::text)) | name",
                "((a)::text = current_setting('a.b'::text)) | ''",
                "(a = ANY (ARRAY( SELECT m.a FROM m WHERE (m.u = auth.uid())))) | a",
                "(a IN ( SELECT m.a FROM m WHERE (m.u = auth.uid()))) | ''",
                "(status = 'open'::text) | ''",
                "(a = b) | ''",
                "(a > ( SELECT private.half(3))) | ''",
                "(NOT (a = auth.uid())) | ''",
                "(EXISTS ( SELECT 1 FROM m WHERE ((m.id = t.id) AND (m.a = auth.uid())))) | ''"
            })
    void columnsThatMissAnIndex(String condition, String missing) {
        PolicyColumns columns = new PolicyColumns(CATALOG, new SampleTable());
        assertThat(String.join(",", columns.missing(read(condition)))).isEqualTo(missing);
    }

    /** Column {@code indexed} is, {@code b} has more values than others, {@code name} is a varchar. */
    private static final class SampleTable implements PolicyColumns.Table {
        @Override
        public boolean isIndexed(String column) {
            return column.equals("indexed");
        }

        @Override
        public double distinctValues(String column) {
            return column.equals("b") ? 1000 : 10;
        }

        @Override
        public boolean isText(String column) {
            return Set.of("name").contains(column);
        }
    }
}
