-- What came with 18.
CREATE TABLE modern (
    a int,
    twice int GENERATED ALWAYS AS (a * 2) VIRTUAL,
    CONSTRAINT unenforced CHECK (a > 0) NOT ENFORCED
);
ALTER TABLE modern ADD CONSTRAINT a_is_there NOT NULL a NOT VALID;
