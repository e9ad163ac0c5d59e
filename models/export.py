"""Makes the SavedModels of this folder again: python models/export.py [--numeric N] [--categories N] [--rows N].

Needs the package `tensair`. The same seed gives the same variables.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import keras
import tensorflow as tf

import tensair


class EmbeddingBag(keras.layers.Layer):
    """The sum of the rows of a small table that some categories name: int32 [batch, categories] to [batch, width].

    The same as an embedding and a sum over the categories, in one operation, and one for the gradient, which is dense.
    """

    def __init__(self, rows: int, width: int, initializer: str = "uniform", name: str | None = None) -> None:
        super().__init__(name=name)
        self.rows = rows
        self.width = width
        self.initializer = initializer

    def build(self, _: tuple[int | None, ...]) -> None:
        """Make the table."""
        self.table = self.add_weight((self.rows, self.width), initializer=self.initializer, name="embeddings")

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """One row for each of the batch."""
        return shape[0], self.width

    def call(self, categories: tf.Tensor) -> tf.Tensor:
        """Add the rows up."""
        indices = tf.reshape(categories, [-1])
        bags = tf.range(tf.size(indices)) // categories.shape[1]

        @tf.custom_gradient
        def total(table: tf.Tensor) -> tuple[tf.Tensor, Callable[[tf.Tensor], tf.Tensor]]:
            def gradient(upstream: tf.Tensor) -> tf.Tensor:
                return tf.raw_ops.SparseSegmentSumGrad(
                    grad=upstream, indices=indices, segment_ids=bags, output_dim0=self.rows
                )

            return tf.raw_ops.SparseSegmentSum(data=table, indices=indices, segment_ids=bags), gradient

        return tf.ensure_shape(total(tf.convert_to_tensor(self.table)), [None, self.width])


def inputs(numeric: int, categories: int) -> list[keras.KerasTensor]:
    """What is known of a flight: scaled numbers, and a bucket for each category in one table."""
    return [keras.Input((numeric,), name="numeric"), keras.Input((categories,), dtype="int32", name="categories")]


def added(parts: list[keras.KerasTensor]) -> keras.KerasTensor:
    """Sum of tensors of one shape. With `+` the gradient would see to shapes that differ."""
    return keras.layers.Lambda(tf.add_n, name="added")(parts)


def network(numeric: int, categories: int, rows: int) -> keras.Model:
    """One hidden layer of 32; categories enter it as the sum of their rows."""
    features = inputs(numeric, categories)
    # Rows are seen seldom: three times their gradient, and with it their rate, lets them keep up.
    bag = 3.0 * EmbeddingBag(rows, 4, name="category")(features[1])
    # Many numbers say the same: with weights of the usual size to begin with, that much noise has to be unlearnt.
    small = keras.initializers.RandomUniform(-0.1, 0.1)
    # The gradient ends at the bag: a layer over both inputs would compute one for the numbers too.
    hidden = added(
        [
            keras.layers.Dense(32, kernel_initializer=small, name="numeric_dense")(features[0]),
            keras.layers.Dense(32, use_bias=False, name="category_dense")(bag),
        ]
    )
    output = keras.layers.Dense(1, activation="sigmoid", name="probability")(keras.ops.relu(hidden))
    return keras.Model(features, output, name="flights")


def logistic(numeric: int, categories: int, rows: int) -> keras.Model:
    """The same inputs, no hidden layer."""
    features = inputs(numeric, categories)
    logit = added(
        [
            keras.layers.Dense(1, name="numeric_dense", kernel_initializer="zeros")(features[0]),
            EmbeddingBag(rows, 1, "zeros", name="category")(features[1]),
        ]
    )
    output = keras.layers.Activation("sigmoid", name="probability")(logit)
    return keras.Model(features, output, name="flights_logistic")


def main() -> None:
    """Export both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numeric", type=int, default=52, help="numeric features of a flight")
    parser.add_argument("--categories", type=int, default=10, help="categories of a flight")
    parser.add_argument("--rows", type=int, default=904, help="rows of the table all categories share")
    parser.add_argument("--seed", type=int, default=20130101)
    arguments = parser.parse_args()
    sizes = (arguments.numeric, arguments.categories, arguments.rows)
    # Fast while all is new, then slower and slower: the network's is a little more than a fifth of that in the middle of
    # the year. Each has the rate that suits it best.
    for folder, build, first, halved in (("flights", network, 0.004, 500), ("flights-logistic", logistic, 0.012, 200)):
        rate = keras.optimizers.schedules.InverseTimeDecay(first, decay_steps=halved, decay_rate=1.0)
        keras.utils.set_random_seed(arguments.seed)
        tensair.export(
            build(*sizes),
            Path(__file__).parent / folder,
            loss="binary_crossentropy",
            optimizer=keras.optimizers.Adam(rate, beta_1=0.0, beta_2=0.994),
            metrics=["accuracy"],
            labels={"probability": "late"},
        )


if __name__ == "__main__":
    main()
