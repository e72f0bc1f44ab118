ALTER DATABASE "bad-asynchronous-commit" SET synchronous_commit = off;
