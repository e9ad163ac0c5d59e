package org.tensair.engine.route;

/** How the records of one edge of the plan get to the stage that takes them. */
public enum Routing {
  /** By a call. */
  DIRECT,
  /** Through a queue, to the same worker, where it merges them with other inputs by event time. */
  SAME_WORKER,
  /** To the worker that owns the key's group. */
  KEY,
  /** To the first worker. */
  FIRST,
  /** To the workers in turn. */
  NEXT,
  /** To every worker. */
  ALL
}
