"""Stochastic gradient descent, plain, with momentum, or Nesterov's."""

from __future__ import annotations

from collections.abc import Sequence

import tensorflow as tf

from tensair.optimizers.rule import Rule, Scalars, Weight, set_rows


class Sgd(Rule):
    """w ← w − rate · g. Neither order nor grouping of gradients matters."""

    additive = True

    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """There are no slots."""
        return gradient * -scalars["rate"]

    def rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """Equals the dense step: rows without gradient would not move."""
        return gradient * -scalars["rate"]


class Momentum(Rule):
    """m ← μ · m − rate · g, then w ← w + m, or for Nesterov's w ← w + μ · m − rate · g (with the new m).

    Lazy: only the rows that have a gradient decay their momentum and move.
    """

    def __init__(self, weights: Sequence[Weight], momentum: float, nesterov: bool) -> None:
        self._momentum = momentum
        self._nesterov = nesterov
        super().__init__(weights)

    def build(self, weight: Weight) -> None:
        """One slot: the momentum."""
        self.add_slot(weight, "momentum")

    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """An inactive step keeps the old momentum, and does not move by it."""
        slot = self.slot(weight, "momentum")
        old = slot.read_value()
        new, change = self._step(old, gradient, scalars)
        active = scalars["active"]
        slot.assign(tf.raw_ops.SelectV2(condition=active > 0.0, t=new, e=old), read_value=False)
        return change * active

    def rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """The same on rows; an inactive step has none."""
        slot = self.slot(weight, "momentum")
        new, change = self._step(tf.gather(slot, indices), gradient, scalars)
        set_rows(slot, indices, new)
        return change

    def _step(self, old: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tuple[tf.Tensor, tf.Tensor]:
        scaled = gradient * scalars["rate"]
        new = old * self._momentum - scaled
        return new, new * self._momentum - scaled if self._nesterov else new
