package org.tensair.engine.keyed;

/** A record that was too late for its windows before it was aggregated. */
record LateRecord(Object key, Object record, long eventTime) {}
