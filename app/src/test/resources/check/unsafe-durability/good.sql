ALTER DATABASE "good-unsafe-durability" SET synchronous_commit = local;
