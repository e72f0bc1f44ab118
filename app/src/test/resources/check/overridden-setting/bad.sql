-- The server has 200.
ALTER DATABASE "bad-overridden-setting" SET effective_io_concurrency = 16;
