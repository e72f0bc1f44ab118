-- One role that can send its rows again.
ALTER ROLE app IN DATABASE "good-asynchronous-commit" SET synchronous_commit = off;
