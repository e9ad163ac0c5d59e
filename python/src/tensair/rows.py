"""Gradients of a table that touch few of its rows."""

from __future__ import annotations

import tensorflow as tf

UNIQUE_FROM = 65_536
"""Rows of a table from which on a hash of the indices is cheaper than an array with a place for every row."""


class SparseGradient:
    """The gradient of a table, as some of its rows."""

    def __init__(self, indices: tf.Tensor, values: tf.Tensor) -> None:
        self.indices = indices
        """int32 [rows], unique among the rows that are not zero."""
        self.values = values
        """[rows, …]."""

    @staticmethod
    def of(slices: tf.IndexedSlices, rows: int) -> SparseGradient:
        """Add up what has equal index, in a table of so many rows.

        In small tables each index is represented by one of its occurrences; the sum stands there, and zeros stand at
        the others, which `touched` leaves out. Hashing (`tf.unique`) took a third of the time of a whole small step.
        """
        indices = tf.cast(slices.indices, tf.int32)
        if rows < UNIQUE_FROM:
            count = tf.size(indices)
            places = tf.tensor_scatter_nd_update(
                tf.zeros([rows], tf.int32), tf.expand_dims(indices, 1), tf.range(count)
            )
            places = tf.gather(places, indices)
        else:
            indices, places = tf.unique(indices)
            count = tf.size(indices)
        return SparseGradient(indices, tf.math.unsorted_segment_sum(slices.values, places, count))

    def squares(self) -> tf.Tensor:
        """Sum of squares of each row, [rows]."""
        axes = list(range(1, self.values.shape.rank))
        return tf.reduce_sum(tf.square(self.values), axis=axes) if axes else tf.square(self.values)

    def touched(self, squares: tf.Tensor, active: tf.Tensor) -> SparseGradient:
        """Only the rows that have a gradient, none if `active` is 0: padding and unused rows move nothing."""
        kept = tf.where(squares * active > 0.0)
        return SparseGradient(tf.gather_nd(self.indices, kept), tf.gather_nd(self.values, kept))
