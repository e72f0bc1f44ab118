package dev.pgwright.advice.rls;

import java.util.List;
import java.util.Optional;

/**
 * What is said of one policy.
 *
 * @param problems its own; what the table has is told apart
 * @param repair changes that answer its causes of slowness
 * @param notes what could not be told, sentences
 */
public record PolicyAdvice(PolicyReading reading, List<Problem> problems, Optional<Repair> repair, List<String> notes) {
    public PolicyAdvice {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** The same with another repair. */
    public PolicyAdvice with(Optional<Repair> other) {
        return new PolicyAdvice(reading, problems, other, notes);
    }
}
