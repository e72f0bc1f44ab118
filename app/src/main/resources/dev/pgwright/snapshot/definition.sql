/* pgwright:definition */
WITH owned AS (
    SELECT d.classid, d.objid, e.extname
    FROM pg_depend AS d
    JOIN pg_extension AS e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
), part AS (
    SELECT
        o.amopfamily AS family,
        o.amoplefttype AS type,
        format('OPERATOR %s %s%s', o.amopstrategy, o.amopopr::regoperator,
            CASE WHEN o.amoppurpose = 'o' THEN (
                SELECT format(' FOR ORDER BY %I.%I', m.nspname, f.opfname)
                FROM pg_opfamily AS f
                JOIN pg_namespace AS m ON m.oid = f.opfnamespace
                WHERE f.oid = o.amopsortfamily
            ) END) AS item
    FROM pg_amop AS o
    UNION ALL
    SELECT
        p.amprocfamily,
        p.amproclefttype,
        format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
            format_type(p.amprocrighttype, NULL), p.amproc::regprocedure)
    FROM pg_amproc AS p
), object AS (
    SELECT
        'pg_collation'::regclass AS class,
        l.oid,
        'COLLATION' AS kind,
        l.collnamespace AS namespace,
        l.collname::text AS name,
        concat_ws(', ',
            'PROVIDER = ' || CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
            CASE WHEN l.collprovider = 'c'
                THEN format('LC_COLLATE = %L, LC_CTYPE = %L', l.collcollate, l.collctype)
                ELSE format('LOCALE = %L', coalesce(j ->> 'colllocale', j ->> 'colliculocale', l.collcollate)) END,
            CASE WHEN NOT l.collisdeterministic THEN 'DETERMINISTIC = false' END,
            'RULES = ' || quote_literal(j ->> 'collicurules')
        ) AS text
    FROM pg_collation AS l
    CROSS JOIN LATERAL to_jsonb(l) AS j
    UNION ALL
    SELECT
        'pg_proc'::regclass,
        p.oid,
        'AGGREGATE',
        p.pronamespace,
        format('%I(%s)', p.proname, coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')),
        concat_ws(', ',
            'SFUNC = ' || g.aggtransfn::regproc,
            'STYPE = ' || format_type(g.aggtranstype, NULL),
            'SSPACE = ' || nullif(g.aggtransspace, 0),
            'FINALFUNC = ' || nullif(g.aggfinalfn, 0)::regproc,
            CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
            'COMBINEFUNC = ' || nullif(g.aggcombinefn, 0)::regproc,
            'SERIALFUNC = ' || nullif(g.aggserialfn, 0)::regproc,
            'DESERIALFUNC = ' || nullif(g.aggdeserialfn, 0)::regproc,
            'INITCOND = ' || quote_literal(g.agginitval),
            'MSFUNC = ' || nullif(g.aggmtransfn, 0)::regproc,
            'MINVFUNC = ' || nullif(g.aggminvtransfn, 0)::regproc,
            'MSTYPE = ' || format_type(nullif(g.aggmtranstype, 0), NULL),
            'MFINALFUNC = ' || nullif(g.aggmfinalfn, 0)::regproc,
            'MINITCOND = ' || quote_literal(g.aggminitval),
            (SELECT format('SORTOP = OPERATOR(%I.%s)', m.nspname, o.oprname)
                FROM pg_operator AS o JOIN pg_namespace AS m ON m.oid = o.oprnamespace WHERE o.oid = g.aggsortop),
            'PARALLEL = ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
            CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END
        )
    FROM pg_aggregate AS g
    JOIN pg_proc AS p ON p.oid = g.aggfnoid
    UNION ALL
    SELECT
        'pg_operator'::regclass,
        o.oid,
        'OPERATOR',
        o.oprnamespace,
        o.oprname::text,
        concat_ws(', ',
            'FUNCTION = ' || o.oprcode::regproc,
            'LEFTARG = ' || format_type(nullif(o.oprleft, 0), NULL),
            'RIGHTARG = ' || format_type(nullif(o.oprright, 0), NULL),
            (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', m.nspname, c.oprname)
                FROM pg_operator AS c JOIN pg_namespace AS m ON m.oid = c.oprnamespace WHERE c.oid = o.oprcom),
            (SELECT format('NEGATOR = OPERATOR(%I.%s)', m.nspname, c.oprname)
                FROM pg_operator AS c JOIN pg_namespace AS m ON m.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
            'RESTRICT = ' || nullif(o.oprrest, 0)::regproc,
            'JOIN = ' || nullif(o.oprjoin, 0)::regproc,
            CASE WHEN o.oprcanhash THEN 'HASHES' END,
            CASE WHEN o.oprcanmerge THEN 'MERGES' END
        )
    FROM pg_operator AS o
    WHERE o.oprcode <> 0
    UNION ALL
    SELECT
        'pg_opclass'::regclass,
        c.oid,
        'OPERATOR_CLASS',
        c.opcnamespace,
        c.opcname::text,
        format('%s FOR TYPE %s USING %I AS %s%s', CASE WHEN c.opcdefault THEN 'DEFAULT' END,
            format_type(c.opcintype, NULL), a.amname, i.items,
            ', STORAGE ' || format_type(nullif(c.opckeytype, 0), NULL))
    FROM pg_opclass AS c
    JOIN pg_am AS a ON a.oid = c.opcmethod
    JOIN (
        SELECT t.family, t.type, string_agg(t.item, ', ' ORDER BY t.item) AS items FROM part AS t GROUP BY 1, 2
    ) AS i ON i.family = c.opcfamily AND i.type = c.opcintype
    UNION ALL
    SELECT
        'pg_ts_dict'::regclass,
        d.oid,
        'TEXT_SEARCH_DICTIONARY',
        d.dictnamespace,
        d.dictname::text,
        format('TEMPLATE = %I.%I', m.nspname, t.tmplname) || coalesce(', ' || d.dictinitoption, '')
    FROM pg_ts_dict AS d
    JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
    JOIN pg_namespace AS m ON m.oid = t.tmplnamespace
    UNION ALL
    SELECT
        'pg_ts_config'::regclass,
        c.oid,
        'TEXT_SEARCH_CONFIGURATION',
        c.cfgnamespace,
        c.cfgname::text,
        format('(PARSER = %I.%I)', m.nspname, p.prsname) || coalesce((
            SELECT string_agg(format('; ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
                n.nspname, c.cfgname, e.alias, e.dictionaries), '')
            FROM (
                SELECT k.alias, string_agg(u.mapdict::regdictionary::text, ', ' ORDER BY u.mapseqno) AS dictionaries
                FROM pg_ts_config_map AS u
                JOIN LATERAL ts_token_type(c.cfgparser) AS k ON k.tokid = u.maptokentype
                WHERE u.mapcfg = c.oid
                GROUP BY k.alias
            ) AS e
        ), '')
    FROM pg_ts_config AS c
    JOIN pg_namespace AS n ON n.oid = c.cfgnamespace
    JOIN pg_ts_parser AS p ON p.oid = c.cfgparser
    JOIN pg_namespace AS m ON m.oid = p.prsnamespace
)
SELECT
    o.kind,
    n.nspname AS schema,
    o.name,
    CASE o.kind
        WHEN 'AGGREGATE' THEN format('CREATE AGGREGATE %I.%s (%s)', n.nspname, o.name, o.text)
        WHEN 'OPERATOR' THEN format('CREATE OPERATOR %I.%s (%s)', n.nspname, o.name, o.text)
        WHEN 'OPERATOR_CLASS' THEN format('CREATE OPERATOR CLASS %I.%I %s', n.nspname, o.name, o.text)
        WHEN 'TEXT_SEARCH_CONFIGURATION'
            THEN format('CREATE TEXT SEARCH CONFIGURATION %I.%I %s', n.nspname, o.name, o.text)
        ELSE format('CREATE %s %I.%I (%s)', replace(o.kind, '_', ' '), n.nspname, o.name, o.text)
    END AS sql,
    w.extname AS extension
FROM object AS o
JOIN pg_namespace AS n ON n.oid = o.namespace
LEFT JOIN owned AS w ON w.classid = o.class AND w.objid = o.oid
WHERE n.nspname !~ '^(pg_|information_schema$)'
UNION ALL
SELECT
    'CAST',
    '',
    format('%s AS %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
    format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
        CASE c.castmethod
            WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT'
            ELSE 'WITHOUT FUNCTION' END,
        CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END),
    w.extname
FROM pg_cast AS c
LEFT JOIN owned AS w ON w.classid = 'pg_cast'::regclass AND w.objid = c.oid
WHERE c.oid >= 16384
    /* not those that come with a range type */
    AND NOT EXISTS (
        SELECT FROM pg_depend AS d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i'
    )
ORDER BY 1, 2, 3, 4
