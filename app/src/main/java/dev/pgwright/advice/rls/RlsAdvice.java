package dev.pgwright.advice.rls;

import java.util.List;

/**
 * What is said of a database's row-level security.
 *
 * @param policies each with its problems and repair
 * @param problems of tables, views and functions
 * @param matrix who may do what by which policy
 */
public record RlsAdvice(List<PolicyAdvice> policies, List<Problem> problems, List<MatrixCell> matrix) {
    public RlsAdvice {
        policies = List.copyOf(policies);
        problems = List.copyOf(problems);
        matrix = List.copyOf(matrix);
    }

    /** The same with other words on some policies. */
    public RlsAdvice with(List<PolicyAdvice> others) {
        List<PolicyAdvice> all = policies.stream()
                .map(each -> others.stream()
                        .filter(other ->
                                other.reading().key().equals(each.reading().key()))
                        .findFirst()
                        .orElse(each))
                .toList();
        return new RlsAdvice(all, problems, matrix);
    }
}
