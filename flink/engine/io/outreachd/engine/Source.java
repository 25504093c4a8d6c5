package io.outreachd.engine;

/** A rule file, or the CSV file of a table that one names, under the name that diagnostics show. */
public record Source(String name, byte[] text, boolean isTable) {}
