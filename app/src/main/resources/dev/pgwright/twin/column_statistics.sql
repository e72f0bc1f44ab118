/* Rows of pg_statistic out of those of pg_stats, as analyze.c and the typanalyze functions write them. The order of the
   slots does not matter to the planner (get_attstatsslot), so each kind has its place. */
WITH RECURSIVE base AS (
    SELECT t.oid, t.oid AS base FROM pg_type AS t WHERE t.typbasetype = 0
    UNION ALL
    SELECT t.oid, b.base FROM pg_type AS t JOIN base AS b ON t.typbasetype = b.oid
), operators AS MATERIALIZED (
    SELECT
        b.oid,
        b.base,
        (
            SELECT f.opcfamily || ' ' || f.opcintype
            FROM pg_opclass AS f
            WHERE f.opcmethod = 403 AND f.opcdefault AND (f.opcintype = b.base OR f.opcintype = g.generic OR EXISTS (
                SELECT FROM pg_cast AS c
                WHERE c.castsource = b.base AND c.casttarget = f.opcintype AND c.castmethod = 'b' AND c.castcontext = 'i'
            ))
            ORDER BY f.opcintype = b.base DESC, f.opcintype = g.generic DESC,
                (SELECT y.typispreferred FROM pg_type AS y WHERE y.oid = f.opcintype) DESC
            LIMIT 1
        ) AS btree,
        (
            SELECT f.opcfamily || ' ' || f.opcintype
            FROM pg_opclass AS f
            WHERE f.opcmethod = 405 AND f.opcdefault AND (f.opcintype = b.base OR f.opcintype = g.generic OR EXISTS (
                SELECT FROM pg_cast AS c
                WHERE c.castsource = b.base AND c.casttarget = f.opcintype AND c.castmethod = 'b' AND c.castcontext = 'i'
            ))
            ORDER BY f.opcintype = b.base DESC, f.opcintype = g.generic DESC
            LIMIT 1
        ) AS hash
    FROM base AS b
    JOIN pg_type AS t ON t.oid = b.base
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN t.typtype = 'e' THEN 'anyenum'::regtype
            WHEN t.typtype = 'r' THEN 'anyrange'::regtype
            WHEN t.typtype = 'm' THEN 'anymultirange'::regtype
            WHEN t.typtype = 'c' THEN 'record'::regtype
            WHEN t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A' THEN 'anyarray'::regtype
        END
    ) AS g (generic)
), comparison AS MATERIALIZED (
    SELECT
        o.oid,
        o.base,
        coalesce(
            (SELECT p.amopopr FROM pg_amop AS p WHERE p.amopfamily = split_part(o.btree, ' ', 1)::oid
                AND p.amoplefttype = split_part(o.btree, ' ', 2)::oid
                AND p.amoprighttype = p.amoplefttype AND p.amopstrategy = 3),
            (SELECT p.amopopr FROM pg_amop AS p WHERE p.amopfamily = split_part(o.hash, ' ', 1)::oid
                AND p.amoplefttype = split_part(o.hash, ' ', 2)::oid
                AND p.amoprighttype = p.amoplefttype AND p.amopstrategy = 1),
            0
        ) AS equal,
        coalesce(
            (SELECT p.amopopr FROM pg_amop AS p WHERE p.amopfamily = split_part(o.btree, ' ', 1)::oid
                AND p.amoplefttype = split_part(o.btree, ' ', 2)::oid
                AND p.amoprighttype = p.amoplefttype AND p.amopstrategy = 1),
            0
        ) AS less
    FROM operators AS o
)
INSERT INTO pg_statistic (
    starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
    stakind1, staop1, stacoll1, stanumbers1, stavalues1,
    stakind2, staop2, stacoll2, stanumbers2, stavalues2,
    stakind3, staop3, stacoll3, stanumbers3,
    stakind4, staop4, stacoll4, stanumbers4, stavalues4,
    stakind5, staop5, stacoll5, stanumbers5
)
SELECT
    a.attrelid, a.attnum, g.inherited, g.null_fraction, g.average_width_bytes, g.n_distinct,
    CASE WHEN k.mcv THEN 1 WHEN k.bounds THEN 7 ELSE 0 END,
    CASE WHEN k.mcv THEN c.equal ELSE 0 END,
    CASE WHEN k.mcv THEN a.attcollation ELSE 0 END,
    CASE WHEN k.mcv THEN g.most_common_frequencies END,
    CASE
        WHEN k.mcv THEN array_in(textout(g.most_common_values), a.atttypid, -1)
        WHEN k.bounds THEN array_in(textout(g.range_bounds_histogram),
            coalesce((SELECT r.rngtypid FROM pg_range AS r WHERE r.rngmultitypid = c.base), a.atttypid), -1)
    END,
    CASE WHEN k.histogram THEN 2 WHEN k.lengths THEN 6 ELSE 0 END,
    CASE WHEN k.histogram THEN c.less WHEN k.lengths THEN 'pg_catalog.<(float8,float8)'::regoperator::oid ELSE 0 END,
    CASE WHEN k.histogram THEN a.attcollation ELSE 0 END,
    CASE WHEN k.lengths AND NOT k.histogram THEN ARRAY[g.range_empty_fraction] END,
    CASE
        WHEN k.histogram THEN array_in(textout(g.histogram_bounds), a.atttypid, -1)
        WHEN k.lengths THEN array_in(textout(g.range_length_histogram), 'float8'::regtype, -1)
    END,
    CASE WHEN g.correlation IS NOT NULL THEN 3 ELSE 0 END,
    CASE WHEN g.correlation IS NOT NULL THEN c.less ELSE 0 END,
    CASE WHEN g.correlation IS NOT NULL THEN a.attcollation ELSE 0 END,
    CASE WHEN g.correlation IS NOT NULL THEN ARRAY[g.correlation] END,
    CASE WHEN k.elements THEN 4 ELSE 0 END,
    CASE WHEN k.elements THEN e.equal ELSE 0 END,
    CASE WHEN k.elements THEN e.element_collation ELSE 0 END,
    CASE WHEN k.elements THEN g.most_common_element_frequencies END,
    CASE WHEN k.elements THEN array_in(textout(g.most_common_elements), e.element_type, -1) END,
    CASE WHEN k.counts THEN 5 ELSE 0 END,
    CASE WHEN k.counts THEN e.equal ELSE 0 END,
    CASE WHEN k.counts THEN e.element_collation ELSE 0 END,
    CASE WHEN k.counts THEN g.element_count_histogram END
FROM jsonb_to_recordset(:rows::jsonb) AS g (
    "schema" text, relation text, "column" text, inherited boolean, null_fraction float4, average_width_bytes int,
    n_distinct float4, most_common_values text, most_common_frequencies float4[], histogram_bounds text,
    correlation float4, most_common_elements text, most_common_element_frequencies float4[],
    element_count_histogram float4[], range_length_histogram text, range_empty_fraction float4,
    range_bounds_histogram text
)
JOIN pg_namespace AS n ON n.nspname = g.schema
JOIN pg_class AS r ON r.relnamespace = n.oid AND r.relname = g.relation
JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attname = g.column AND NOT a.attisdropped
JOIN comparison AS c ON c.oid = a.atttypid
JOIN pg_type AS t ON t.oid = c.base
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN t.typelem ELSE 'text'::regtype END,
        CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN a.attcollation ELSE 100 END
) AS element (element_type, element_collation)
JOIN LATERAL (
    SELECT element.element_type, element.element_collation, c2.equal FROM comparison AS c2
    WHERE c2.oid = element.element_type
) AS e ON true
CROSS JOIN LATERAL (
    SELECT
        g.most_common_values IS NOT NULL,
        g.histogram_bounds IS NOT NULL,
        g.range_bounds_histogram IS NOT NULL,
        g.range_length_histogram IS NOT NULL,
        g.most_common_elements IS NOT NULL,
        cardinality(g.element_count_histogram) > 0
) AS k (mcv, histogram, bounds, lengths, elements, counts)
