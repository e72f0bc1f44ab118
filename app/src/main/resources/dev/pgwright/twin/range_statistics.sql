/* Histograms of ranges, which pg_stats shows from 17 on only; before, a superuser finds them in the catalog. */
SELECT n.nspname, c.relname, a.attname, s.stainherit, l.lengths, l.empty, b.bounds
FROM pg_statistic AS s
JOIN pg_class AS c ON c.oid = s.starelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = s.starelid AND a.attnum = s.staattnum
CROSS JOIN LATERAL (
    SELECT
        CASE 6 WHEN s.stakind1 THEN s.stavalues1::text WHEN s.stakind2 THEN s.stavalues2::text
            WHEN s.stakind3 THEN s.stavalues3::text WHEN s.stakind4 THEN s.stavalues4::text
            WHEN s.stakind5 THEN s.stavalues5::text END,
        CASE 6 WHEN s.stakind1 THEN s.stanumbers1[1] WHEN s.stakind2 THEN s.stanumbers2[1]
            WHEN s.stakind3 THEN s.stanumbers3[1] WHEN s.stakind4 THEN s.stanumbers4[1]
            WHEN s.stakind5 THEN s.stanumbers5[1] END
) AS l (lengths, empty)
CROSS JOIN LATERAL (
    SELECT
        CASE 7 WHEN s.stakind1 THEN s.stavalues1::text WHEN s.stakind2 THEN s.stavalues2::text
            WHEN s.stakind3 THEN s.stavalues3::text WHEN s.stakind4 THEN s.stavalues4::text
            WHEN s.stakind5 THEN s.stavalues5::text END
) AS b (bounds)
WHERE 6 IN (s.stakind1, s.stakind2, s.stakind3, s.stakind4, s.stakind5)
    OR 7 IN (s.stakind1, s.stakind2, s.stakind3, s.stakind4, s.stakind5)
