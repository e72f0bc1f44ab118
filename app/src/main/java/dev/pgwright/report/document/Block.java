package dev.pgwright.report.document;

/** A piece of a report that every format knows how to show. */
public sealed interface Block permits Paragraph, Items, Fields, Code, Table, Card, Bars {}
