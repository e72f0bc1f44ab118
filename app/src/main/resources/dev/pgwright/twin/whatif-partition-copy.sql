/* pgwright:whatif-partition-copy: statistics of a table's columns for another with columns of the same names.
   :from and :to are their names; :inherited says whether the other is the whole; :key is left out unless it is;
   :rows is the other's number of rows */
INSERT INTO pg_statistic
SELECT
    t.attrelid, t.attnum, :inherited, s.stanullfrac, s.stawidth,
    CASE WHEN s.stadistinct > 0 THEN least(s.stadistinct, greatest(:rows, 1)) ELSE s.stadistinct END,
    s.stakind1, s.stakind2, s.stakind3, s.stakind4, s.stakind5,
    s.staop1, s.staop2, s.staop3, s.staop4, s.staop5,
    s.stacoll1, s.stacoll2, s.stacoll3, s.stacoll4, s.stacoll5,
    s.stanumbers1, s.stanumbers2, s.stanumbers3, s.stanumbers4, s.stanumbers5,
    s.stavalues1, s.stavalues2, s.stavalues3, s.stavalues4, s.stavalues5
FROM pg_statistic AS s
JOIN pg_attribute AS f ON f.attrelid = s.starelid AND f.attnum = s.staattnum
JOIN pg_attribute AS t ON t.attrelid = to_regclass(:to) AND t.attname = f.attname
WHERE s.starelid = to_regclass(:from) AND NOT s.stainherit AND (:inherited OR f.attname <> :key)
