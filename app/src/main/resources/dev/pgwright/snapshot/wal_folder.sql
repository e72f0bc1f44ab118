/* pgwright:wal_folder */
SELECT
    count(*) AS files,
    coalesce(sum(w.size), 0)::bigint AS bytes,
    (SELECT count(*) FROM pg_ls_archive_statusdir() AS a WHERE a.name LIKE '%.ready') AS archive_ready_files
FROM pg_ls_waldir() AS w
ORDER BY 1
