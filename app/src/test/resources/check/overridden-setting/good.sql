-- A value of its own, not the default.
ALTER DATABASE "good-overridden-setting" SET effective_io_concurrency = 300;
