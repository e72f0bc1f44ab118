package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as data: its steps, its undo, what it relies on, and a name by which a later run recognises the same change.
 *
 * <p>Steps and undo may be cut off anywhere between two transactions: running the undo then, from its first step,
 * brings back what was there before the first step of the change. A step whose effect may be there already says so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Operation
        permits AddConstraint,
                AddGeneratedColumn,
                AddIdentity,
                Analyze,
                AttachPartition,
                ChangeColumnType,
                CreateExtension,
                CreateIndex,
                CreateMaterializedView,
                CreateObject,
                CreatePartition,
                CreatePolicy,
                CreateStatistics,
                DetachPartition,
                DropConstraint,
                DropIndex,
                DropObject,
                Freeze,
                Prewarm,
                PublishTable,
                RefreshMaterializedView,
                Reindex,
                RenameIndex,
                Repack,
                ReplaceObject,
                ReplacePolicy,
                SetDatabaseSetting,
                SetNotNull,
                SetPolicyRoles,
                SetRoleSetting,
                SetStatisticsTarget,
                SetStorageParameter,
                SetSystemSetting,
                TerminateBackend,
                Vacuum,
                ValidateConstraint {

    /** The object that changes, as findings name it: {@code public.bookings}. */
    String object();

    /** One line for a person. */
    String title();

    /** The statements that make the change. */
    List<Step> apply();

    /** The statements that take it back exactly; empty when there is nothing to take back (vacuum, analyze). */
    List<Step> undo();

    /**
     * What must hold before the first step.
     *
     * @param major of the server
     */
    default List<Expectation> expects(int major) {
        return List.of();
    }

    /** What holds as long as the change is in force; undoing what somebody else changed since would lose their work. */
    default List<Expectation> inForce() {
        return List.of();
    }

    /** Clears what a run that was cut off inside a step can have left, before the step is run again or undone. */
    default List<Step> repair() {
        return List.of();
    }

    /** The table or other relation whose locks count; null when there is none. */
    default @Nullable TableName table() {
        return null;
    }

    /** What it reads and writes, from the snapshot's sizes. */
    default Estimate estimate(Snapshot snapshot) {
        return Estimate.NOTHING;
    }

    /** Stable name of the kind for JSON and ledgers. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /** Equal for two proposals of the same change, so that what was refuted is not proposed again. */
    default String identity() {
        return kind() + ":" + object() + ":" + apply().stream().map(Step::sql).toList();
    }
}
