package org.tensair.engine;

/**
 * The life of a run.
 *
 * <pre>
 *            stop()               all went through
 *  RUNNING ──────────▶ STOPPING ──────────────────▶ ENDED
 *     │ └───────────────────────────────────────────▲
 *     │ │        sources ended, all went through
 *     │ └── a stage failed ──▶ FAILED    (from STOPPING too)
 *     └──── close() ─────────▶ CLOSED    (from STOPPING too)
 * </pre>
 */
enum RunState {
  /** Sources are read. */
  RUNNING,
  /** Sources are no longer read; what was read goes through. */
  STOPPING,
  /** Everything went through. */
  ENDED,
  /** A stage failed; the rest is abandoned. */
  FAILED,
  /** The user gave up; the rest is abandoned. */
  CLOSED;

  boolean canBecome(RunState next) {
    return switch (next) {
      case RUNNING -> false;
      case STOPPING -> this == RUNNING;
      case ENDED, FAILED, CLOSED -> this == RUNNING || this == STOPPING;
    };
  }
}
