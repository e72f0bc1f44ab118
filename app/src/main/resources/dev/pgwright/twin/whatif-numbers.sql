/* pgwright:whatif-numbers: sizes as the planner is to see them; CREATE INDEX wrote those of the cut tables */
UPDATE pg_class AS c
SET relpages = v.pages, reltuples = v.tuples, relallvisible = v.visible,
    relfilenode = CASE WHEN v.node = 0 THEN c.relfilenode ELSE v.node END
FROM unnest(?::oid[], ?::integer[], ?::real[], ?::integer[], ?::oid[]) AS v(id, pages, tuples, visible, node)
WHERE c.oid = v.id
