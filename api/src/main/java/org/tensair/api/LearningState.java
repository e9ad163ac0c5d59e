package org.tensair.api;

/**
 * Where a model is in its life.
 *
 * <pre>
 *              loss stopped falling
 *   TRAINING ───────────────────────► PREDICTING
 *      ▲                                  │
 *      └──────────────────────────────────┘
 *                    drift
 *
 *   TRAINING ──► FROZEN   (mode NEVER_TRAIN, after its first rows; final)
 * </pre>
 */
public enum LearningState {
  /** Predicts, scores and trains. */
  TRAINING,
  /** Has converged: predicts and scores only, until a drift. */
  PREDICTING,
  /** Predicts and scores only, for good. */
  FROZEN;

  /** Whether the life cycle may go from this state to {@code next}. */
  public boolean mayBecome(LearningState next) {
    return switch (this) {
      case TRAINING -> next == PREDICTING || next == FROZEN;
      case PREDICTING -> next == TRAINING;
      case FROZEN -> false;
    };
  }
}
