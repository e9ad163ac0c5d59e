package org.tensair.examples.nexmark;

/** Somebody new at the auction house, at {@code time}. */
public record Person(long id, String name, String city, String state, long time) {}
