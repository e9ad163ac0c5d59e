"""The optimizers that divide by the root of squared gradients alone: Adagrad and RMSprop, as Keras has them."""

from __future__ import annotations

from collections.abc import Sequence

import tensorflow as tf

from tensair.optimizers.rule import Rule, Scalars, Weight, add_rows, set_rows


class Adagrad(Rule):
    """a ← a + g², w ← w − rate · g/√(a + ε). Lazy and dense are the same: rows without gradient would not move."""

    def __init__(self, weights: Sequence[Weight], initial: float, epsilon: float) -> None:
        self._initial = initial
        self._epsilon = epsilon
        super().__init__(weights)

    def build(self, weight: Weight) -> None:
        """One slot: the sum of squares."""
        self.add_slot(weight, "accumulator", self._initial)

    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """An inactive step adds zero squares."""
        slot = self.slot(weight, "accumulator")
        sums = slot.read_value() + tf.square(gradient)
        slot.assign(sums, read_value=False)
        return -self._change(gradient, sums, scalars)

    def rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """The same on rows."""
        slot = self.slot(weight, "accumulator")
        squares = tf.square(gradient)
        sums = tf.gather(slot, indices) + squares
        add_rows(slot, indices, squares)
        return -self._change(gradient, sums, scalars)

    def _change(self, gradient: tf.Tensor, sums: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        return gradient * scalars["rate"] / tf.sqrt(sums + self._epsilon)


class RmsProp(Rule):
    """v ← ρ · v + (1 − ρ) g², w ← w − rate · g/√(v + ε). Lazy: rows without gradient keep v and weight."""

    def __init__(self, weights: Sequence[Weight], rho: float, epsilon: float) -> None:
        self._rho = rho
        self._epsilon = epsilon
        super().__init__(weights)

    def build(self, weight: Weight) -> None:
        """One slot: the moving mean of squares."""
        self.add_slot(weight, "velocity")

    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """An inactive step keeps all of the old mean."""
        slot = self.slot(weight, "velocity")
        old = slot.read_value()
        mean = old + (tf.square(gradient) - old) * ((1.0 - self._rho) * scalars["active"])
        slot.assign(mean, read_value=False)
        return -self._change(gradient, mean, scalars)

    def rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """The same on rows; an inactive step has none."""
        slot = self.slot(weight, "velocity")
        old = tf.gather(slot, indices)
        mean = old + (tf.square(gradient) - old) * (1.0 - self._rho)
        set_rows(slot, indices, mean)
        return -self._change(gradient, mean, scalars)

    def _change(self, gradient: tf.Tensor, mean: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        return gradient * scalars["rate"] / tf.sqrt(mean + self._epsilon)
