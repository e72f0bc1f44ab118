CREATE EXTENSION IF NOT EXISTS dblink;
SELECT dblink_connect('finisher', current_setting('pgwright.connection'));
SELECT dblink_exec('finisher', format('ROLLBACK PREPARED %L', gid)) FROM pg_prepared_xacts;
