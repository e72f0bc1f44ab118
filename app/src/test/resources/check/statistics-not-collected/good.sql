ALTER ROLE app IN DATABASE "good-statistics-not-collected" SET track_io_timing = off;
