package dev.pgwright.advice.workflow;

import dev.pgwright.operation.CreateExtension;
import dev.pgwright.operation.Prewarm;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.IndexStatistics;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Schema;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a batch reads, read into shared buffers beforehand, as much as has room there. */
final class BatchMemory {
    private static final String EXTENSION = "pg_prewarm";
    /** Share of shared buffers: the rest is the application's. */
    private static final double SHARE = 0.6;

    private BatchMemory() {}

    private record Part(TableName name, long pages) {}

    static void warm(WorkPlan.Builder plan, Snapshot snapshot, Collection<Relation> touched) {
        Optional<Extension> extension = snapshot.rows(Facts.EXTENSION).stream()
                .filter(candidate -> candidate.name().equals(EXTENSION))
                .findFirst();
        boolean installed = extension.map(Extension::version).isPresent();
        if (extension.isEmpty() || (!installed && !snapshot.server().superuser())) {
            plan.note("Nothing is read into memory beforehand: the extension pg_prewarm is not installed.");
            return;
        }
        String schema = installed ? String.valueOf(extension.get().schema()) : schema(snapshot);
        List<Part> parts = fitting(plan, snapshot, touched);
        if (!parts.isEmpty() && !installed) {
            plan.add(new CreateExtension(EXTENSION, schema), "It reads relations into memory");
        }
        parts.forEach(part -> plan.add(
                new Prewarm(part.name, schema), "The batch reads it: " + part.pages + " pages, all in memory at once"));
    }

    private static String schema(Snapshot snapshot) {
        return snapshot.rows(Facts.SCHEMA).stream()
                .map(Schema::name)
                .filter("extensions"::equals)
                .findFirst()
                .orElse("public");
    }

    /** The small ones first, so that most of them have room. */
    private static List<Part> fitting(WorkPlan.Builder plan, Snapshot snapshot, Collection<Relation> touched) {
        List<Part> all = new ArrayList<>();
        for (Relation table : touched) {
            all.add(new Part(new TableName(table.schema(), table.name()), table.pages()));
            snapshot.indexesOf(table.oid()).stream()
                    .filter(index -> isUsed(snapshot, index))
                    .map(index -> new Part(new TableName(index.schema(), index.name()), index.pages()))
                    .forEach(all::add);
        }
        all.removeIf(part -> part.pages == 0);
        all.sort(Comparator.comparingLong(Part::pages));
        double room = SHARE * buffers(snapshot);
        List<Part> fitting = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Part part : all) {
            if (part.pages <= room) {
                fitting.add(part);
                room -= part.pages;
            } else {
                others.add(part.name.toString());
            }
        }
        if (!others.isEmpty()) {
            plan.note("Not read into memory beforehand, because shared_buffers has no room for it: "
                    + String.join(", ", others) + ".");
        }
        return fitting;
    }

    private static boolean isUsed(Snapshot snapshot, Index index) {
        return index.valid()
                && snapshot.indexStatistics(index.oid())
                        .map(IndexStatistics::scans)
                        .filter(scans -> scans > 0)
                        .isPresent();
    }

    /** Pages: the setting's unit is a page. */
    private static double buffers(Snapshot snapshot) {
        return snapshot.setting("shared_buffers")
                .map(Setting::resetValue)
                .filter(value -> value.matches("\\d{1,12}"))
                .map(Double::parseDouble)
                .orElse(0.0);
    }
}
