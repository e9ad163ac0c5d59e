"""Adam (Kingma and Ba, 2015), with the epsilon where Keras puts it; AdamW is Adam with decay of the weights."""

from __future__ import annotations

from collections.abc import Sequence

import tensorflow as tf

from tensair.optimizers.rule import Rule, Scalars, Weight, set_rows

STEP = "step"


class Adam(Rule):
    """m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂), w ← w − rate · √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε).

    The step t is the rule's own count of the gradients its slots have seen: where replicas exchange updates,
    `iteration` counts the mini-batches of all of them. Lazy: rows without gradient keep m, v and weight; all rows have
    one t.
    """

    def __init__(self, weights: Sequence[Weight], beta_1: float, beta_2: float, epsilon: float) -> None:
        self._beta_1 = beta_1
        self._beta_2 = beta_2
        self._epsilon = epsilon
        super().__init__(weights)
        self.slots[STEP] = tf.Variable(0, dtype=tf.int64, trainable=False, name=STEP)

    def build(self, weight: Weight) -> None:
        """Two slots: the first and the second moment. Where β₁ is 0, the first is the gradient, and rows need none."""
        if self._beta_1 or not weight.lazy:
            self.add_slot(weight, "momentum")
        self.add_slot(weight, "velocity")

    def scalars(self, rate: tf.Tensor, active: tf.Tensor) -> Scalars:
        """An inactive step has both betas 1, which keeps the moments what they are."""
        counter = self.slots[STEP]
        step = tf.cast(counter + 1, tf.float32)
        counter.assign_add(tf.cast(active, tf.int64), read_value=False)
        remaining_1 = tf.pow(self._beta_1, step) - 1.0
        remaining_2 = 1.0 - tf.pow(self._beta_2, step)
        happens = active > 0.0
        negative_alpha = rate * tf.sqrt(remaining_2) / remaining_1
        return {
            "rate": rate,
            "beta_1": tf.where(happens, self._beta_1, 1.0),
            "beta_2": tf.where(happens, self._beta_2, 1.0),
            "alpha": -negative_alpha,
            "negative_alpha": negative_alpha,
        }

    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> None:
        """One fused operation, its epsilon where Keras has it; powers of 0 keep it from correcting the rate again."""
        tf.raw_ops.ResourceApplyAdam(
            var=weight.variable.handle,
            m=self.slot(weight, "momentum").handle,
            v=self.slot(weight, "velocity").handle,
            beta1_power=0.0,
            beta2_power=0.0,
            lr=scalars["alpha"],
            beta1=scalars["beta_1"],
            beta2=scalars["beta_2"],
            epsilon=self._epsilon,
            grad=gradient,
        )

    def rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """The same on rows; an inactive step has none."""
        first = self._first(weight, indices, gradient) if self._beta_1 else gradient
        velocity = self.slot(weight, "velocity")
        second = tf.gather(velocity, indices)
        second += (tf.square(gradient) - second) * (1.0 - self._beta_2)
        set_rows(velocity, indices, second)
        return first * scalars["negative_alpha"] / (tf.sqrt(second) + self._epsilon)

    def _first(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor) -> tf.Tensor:
        momentum = self.slot(weight, "momentum")
        first = tf.gather(momentum, indices)
        first += (gradient - first) * (1.0 - self._beta_1)
        set_rows(momentum, indices, first)
        return first
