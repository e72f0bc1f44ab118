ALTER ROLE app IN DATABASE "bad-statistics-not-collected" SET track_counts = off;
