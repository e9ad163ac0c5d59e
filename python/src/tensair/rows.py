"""Gradients of a table that touch few of its rows."""

from __future__ import annotations

import tensorflow as tf


class SparseGradient:
    """The gradient of a table, as rows of unique index."""

    def __init__(self, indices: tf.Tensor, values: tf.Tensor) -> None:
        self.indices = indices
        """int32 [rows], unique."""
        self.values = values
        """[rows, …]."""

    @staticmethod
    def of(slices: tf.IndexedSlices) -> SparseGradient:
        """Add up the rows of equal index."""
        indices, places = tf.unique(tf.cast(slices.indices, tf.int32))
        return SparseGradient(indices, tf.math.unsorted_segment_sum(slices.values, places, tf.size(indices)))

    def squares(self) -> tf.Tensor:
        """Sum of squares of each row, [rows]."""
        axes = list(range(1, self.values.shape.rank))
        return tf.reduce_sum(tf.square(self.values), axis=axes) if axes else tf.square(self.values)

    def touched(self, squares: tf.Tensor, active: tf.Tensor) -> SparseGradient:
        """Only the rows that have a gradient, none if `active` is 0: padding and unused rows move nothing."""
        kept = tf.where(squares * active > 0.0)
        return SparseGradient(tf.gather_nd(self.indices, kept), tf.gather_nd(self.values, kept))
