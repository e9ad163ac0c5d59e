"""The learning rate: a constant or a Keras schedule of `iteration`, times a scale that users of the model set."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf


class Rate:
    """Holds `iteration` (int64, mini-batches of all replicas) and `learning_rate_scale` (float32)."""

    def __init__(self, optimizer: Any) -> None:
        rate = optimizer._learning_rate
        scheduled = isinstance(rate, keras.optimizers.schedules.LearningRateSchedule)
        self._schedule = rate if scheduled else None
        self._constant = 0.0 if scheduled else float(optimizer.learning_rate)
        self.iteration = tf.Variable(0, dtype=tf.int64, trainable=False, name="iteration")
        self.scale = tf.Variable(1.0, dtype=tf.float32, trainable=False, name="learning_rate_scale")

    @property
    def is_constant(self) -> bool:
        """Whether it does not depend on `iteration`."""
        return self._schedule is None

    def current(self, factor: tf.Tensor) -> tf.Tensor:
        """The rate of the next step, times the caller's factor."""
        base = self._constant if self._schedule is None else tf.cast(self._schedule(self.iteration), tf.float32)
        return self.scale * base * factor

    def advance(self, count: tf.Tensor | None, active: tf.Tensor) -> None:
        """Count `count` more mini-batches (one, if not given), if active."""
        happens = tf.cast(active, tf.int64)
        self.iteration.assign_add(happens if count is None else count * happens, read_value=False)
