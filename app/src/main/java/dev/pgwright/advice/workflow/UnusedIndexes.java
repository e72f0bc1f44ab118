package dev.pgwright.advice.workflow;

import dev.pgwright.check.Tables;
import dev.pgwright.check.index.Indexes;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Server;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removal of unused indexes by stages: an index is watched on the primary and on every replica, whose counters are
 * their own, and dropped when nobody has used it for long enough on any of them. The definition stays in the ledger.
 */
public final class UnusedIndexes {
    /** Smaller ones cost too little to be worth a look. */
    private static final long SMALLEST_BYTES = 64L << 10;

    private final List<Node> nodes;
    private final Map<String, Observation> earlier;
    private final Duration window;
    private final WorkPlan.Builder plan = new WorkPlan.Builder();
    private final Map<String, Observation> observations = new LinkedHashMap<>();
    private int watched;

    private UnusedIndexes(List<Node> nodes, Map<String, Observation> earlier, Duration window) {
        this.nodes = List.copyOf(nodes);
        this.earlier = Map.copyOf(earlier);
        this.window = window;
    }

    /** A server by the name that a person gave it; the first is the primary. */
    public record Node(String name, Snapshot snapshot) {}

    /**
     * Scans of an index on every server when nobody had used it since.
     *
     * @param since by the primary's clock
     * @param definition of the index then
     * @param counters of each server by its name
     */
    public record Observation(Instant since, String definition, Map<String, Counter> counters) {
        public Observation {
            counters = Map.copyOf(counters);
        }
    }

    /**
     * A counter of one server.
     *
     * @param began when it began to count
     */
    public record Counter(long scans, Instant began) {}

    /** What to do, and what to write down, by the qualified name of the index. */
    public record Result(WorkPlan plan, Map<String, Observation> observations) {}

    /**
     * The plan.
     *
     * @param nodes the primary, then its replicas
     * @param earlier what was written down before
     * @param window how long an index has to be unused
     */
    public static Result of(List<Node> nodes, Map<String, Observation> earlier, Duration window) {
        UnusedIndexes removal = new UnusedIndexes(nodes, earlier, window);
        return removal.run();
    }

    private Result run() {
        Snapshot primary = nodes.get(0).snapshot();
        int attached = primary.rows(Facts.REPLICATION).size();
        boolean complete = attached <= nodes.size() - 1;
        if (!complete) {
            plan.note(Words.count(attached, "replica is", "replicas are") + " attached, and " + (nodes.size() - 1)
                    + " given with --replica: nothing is dropped before all of them are watched.");
        }
        plan.note("Index use was read on " + servers() + ".");
        Tables tables = new Tables(primary);
        tables.all()
                .flatMap(table -> primary.indexesOf(table.oid()).stream())
                .filter(index -> isFree(primary, index))
                .forEach(index -> look(index, complete));
        if (watched > 0) {
            plan.note(Words.count(watched, "index is", "indexes are") + " watched until nobody has used them for "
                    + window.toDays() + " days: run this again then, with --apply so that the watch is written down.");
        }
        return new Result(plan.build(Workflow.UNUSED_INDEXES.id()), observations);
    }

    private String servers() {
        List<String> names = nodes.stream().map(Node::name).toList();
        int last = names.size() - 1;
        return last == 0
                ? names.get(0) + " alone"
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** It does nothing but speed up queries. Nobody knows since when it is there, so old counters say nothing of it. */
    private static boolean isFree(Snapshot primary, Index index) {
        return index.valid()
                && index.live()
                && index.parentOid() == null
                && !index.partitioned()
                && !index.unique()
                && !Indexes.hasDuty(primary, index)
                && !Indexes.servesForeignKey(primary, index)
                && Indexes.bytes(primary, index) >= SMALLEST_BYTES;
    }

    private void look(Index index, boolean complete) {
        Optional<Map<String, Counter>> counters = counters(index);
        Optional<DropIndex> drop = DropIndex.of(index);
        if (counters.isEmpty() || drop.isEmpty()) {
            return;
        }
        String name = Indexes.name(index);
        Instant now = nodes.get(0).snapshot().takenAt();
        Observation fresh = new Observation(now, drop.get().definition(), counters.get());
        Observation kept = Optional.ofNullable(earlier.get(name))
                .filter(then -> isUntouched(then, fresh))
                .orElse(fresh);
        boolean seen = earlier.containsKey(name);
        observations.put(name, kept);
        Duration unused = Duration.between(kept.since(), now);
        if (complete && unused.compareTo(window) >= 0) {
            plan.add(
                    drop.get(),
                    "Nobody has used it for " + unused.toDays() + " days on " + servers()
                            + ", and every write keeps it up to date",
                    "A report of once a year would be slow; undo builds it again.");
        } else if (kept.equals(fresh) && seen) {
            plan.note(name + " was used, or its counters were set back, since it was last looked at.");
        } else {
            watched++;
        }
    }

    private static boolean isUntouched(Observation then, Observation now) {
        return then.definition().equals(now.definition()) && then.counters().equals(now.counters());
    }

    /** None when a server does not have it: it is no replica, or behind. */
    private Optional<Map<String, Counter>> counters(Index index) {
        Map<String, Counter> counters = new LinkedHashMap<>();
        for (Node node : nodes) {
            Optional<Index> there = node.snapshot().indexesOf(index.relationOid()).stream()
                    .filter(other -> other.oid() == index.oid() && other.name().equals(index.name()))
                    .findFirst();
            if (there.isEmpty()) {
                plan.note(Indexes.name(index) + " is not known to " + node.name() + ": it is left alone.");
                return Optional.empty();
            }
            Server server = node.snapshot().server();
            Instant reset = server.statisticsReset();
            counters.put(
                    node.name(),
                    new Counter(
                            Indexes.scans(node.snapshot(), there.get()), reset == null ? server.startTime() : reset));
        }
        return Optional.of(counters);
    }
}
