ALTER DATABASE "bad-unsafe-durability" SET zero_damaged_pages = on;
