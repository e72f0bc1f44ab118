-- SETTING: The server's effective_io_concurrency holds in this database as well
ALTER DATABASE "bad-overridden-setting" RESET "effective_io_concurrency"; -- none
-- undo
ALTER DATABASE "bad-overridden-setting" SET "effective_io_concurrency" = '16'; -- none
