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
        """Two slots: the first and the second moment; where β₁ is 0, the first is the gradient, and rows need none.

        Dense weights have a third, which is 0 but within a step.
        """
        if self._beta_1 or not weight.lazy:
            self.add_slot(weight, "momentum")
        self.add_slot(weight, "velocity")
        if not weight.lazy:
            self.add_slot(weight, "change")

    def scalars(self, rate: tf.Tensor, active: tf.Tensor) -> Scalars:
        """An inactive step has both betas 1, which keeps the moments what they are."""
        counter = self.slots[STEP]
        step = tf.cast(counter + 1, tf.float32)
        counter.assign_add(tf.cast(active, tf.int64), read_value=False)
        happens = active > 0.0
        power_1, power_2 = self._power(self._beta_1, step), self._power(self._beta_2, step)
        return {
            "rate": rate,
            "beta_1": tf.where(happens, self._beta_1, 1.0) if self._beta_1 else 1.0 - active,
            "beta_2": tf.where(happens, self._beta_2, 1.0),
            "beta_1_power": power_1,
            "beta_2_power": power_2,
            "negative_alpha": rate * tf.sqrt(1.0 - power_2) / (power_1 - 1.0),
        }

    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """One fused operation, its epsilon where Keras has it, on a weight of 0: what that becomes is the change."""
        change = self.slot(weight, "change")
        tf.raw_ops.ResourceApplyAdam(
            var=change.handle,
            m=self.slot(weight, "momentum").handle,
            v=self.slot(weight, "velocity").handle,
            beta1_power=scalars["beta_1_power"],
            beta2_power=scalars["beta_2_power"],
            lr=scalars["rate"],
            beta1=scalars["beta_1"],
            beta2=scalars["beta_2"],
            epsilon=self._epsilon,
            grad=gradient,
        )
        found = change.read_value()
        change.assign(tf.zeros(weight.shape, gradient.dtype), read_value=False)
        return found

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

    @staticmethod
    def _power(beta: float, step: tf.Tensor) -> tf.Tensor:
        return tf.pow(beta, step) if beta else tf.constant(0.0)
