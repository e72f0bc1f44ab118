package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A change as data: its steps, its undo, and a name by which a later run recognises the same change. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Operation
        permits CreateIndex,
                DropIndex,
                ReplacePolicy,
                Vacuum,
                Analyze,
                SetStorageParameter,
                SetDatabaseSetting,
                CreateExtension {

    /** The object that changes, as findings name it: {@code public.bookings}. */
    String object();

    /** One line for a person. */
    String title();

    /** The statements that make the change. */
    List<Step> apply();

    /** The statements that take it back exactly; empty when there is nothing to take back (vacuum, analyze). */
    List<Step> undo();

    /** Stable name of the kind for JSON and ledgers. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** Equal for two proposals of the same change, so that what was refuted is not proposed again. */
    default String identity() {
        return kind() + ":" + object() + ":" + apply().stream().map(Step::sql).toList();
    }
}
