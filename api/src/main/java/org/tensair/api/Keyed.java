package org.tensair.api;

/** A value of a key. */
public record Keyed<K, V>(K key, V value) {}
