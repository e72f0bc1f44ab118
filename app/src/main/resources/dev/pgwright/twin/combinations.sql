/* The list that the server made of the scratch table, and where each of the wanted combinations is in it, from 0. */
SELECT
    encode(pg_mcv_list_send(d.stxdmcv), 'hex'),
    ARRAY(
        SELECT t.index
        FROM (SELECT :values::text[]) AS m (list)
        CROSS JOIN generate_subscripts(m.list, 1) AS i
        JOIN pg_mcv_list_items(d.stxdmcv) AS t
            ON t.values::text = ARRAY(SELECT m.list[i][k] FROM generate_subscripts(m.list, 2) AS k ORDER BY k)::text
        ORDER BY i
    )
FROM pg_statistic_ext_data AS d
JOIN pg_statistic_ext AS e ON e.oid = d.stxoid
WHERE e.stxname = 'combinations' AND e.stxnamespace = 'pgwright_scratch'::regnamespace
