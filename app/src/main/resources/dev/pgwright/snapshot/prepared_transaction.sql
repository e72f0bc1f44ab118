/* pgwright:prepared_transaction */
SELECT
    p.gid,
    p.owner,
    p.database,
    p.prepared,
    age(p.transaction) AS xid_age
FROM pg_prepared_xacts AS p
ORDER BY p.gid COLLATE "C"
