"""Clipping of gradients as Keras does it, computed from sums of squares that the finiteness test needs anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Clipping:
    """At most one of the three is set."""

    norm: float | None = None
    global_norm: float | None = None
    value: float | None = None

    def scales(self, half_squares: Sequence[tf.Tensor]) -> list[tf.Tensor | None]:
        """What each gradient is to be multiplied by, from half its sum of squares; `None` is 1."""
        if self.norm is not None:
            return [_scale(half, self.norm) for half in half_squares]
        if self.global_norm is not None:
            return [_scale(tf.add_n(list(half_squares)), self.global_norm)] * len(half_squares)
        return [None] * len(half_squares)

    def values(self, gradient: tf.Tensor) -> tf.Tensor:
        """Clip each element, where that is asked for."""
        if self.value is None:
            return gradient
        return tf.clip_by_value(gradient, -self.value, self.value)


def _scale(half_square: tf.Tensor, limit: float) -> tf.Tensor:
    return limit / tf.maximum(tf.sqrt(2.0 * half_square), limit)
