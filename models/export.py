"""Makes the SavedModels of this folder again: python models/export.py [--numeric N] [--categories N] [--rows N].

Needs the package `tensair`. The same seed gives the same variables.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import keras
import tensorflow as tf

import tensair


def inputs(numeric: int, categories: int) -> list[keras.KerasTensor]:
    """What is known of a flight: scaled numbers, and a bucket for each category in one table."""
    return [keras.Input((numeric,), name="numeric"), keras.Input((categories,), dtype="int32", name="categories")]


def summed(table: keras.layers.Embedding, categories: keras.KerasTensor) -> keras.KerasTensor:
    """Sum of the rows of all categories, [batch, width]. The gradient is cheaper if the sum keeps its dimension."""
    kept = keras.ops.sum(table(categories), axis=1, keepdims=True)
    return keras.ops.reshape(kept, (-1, table.output_dim))


def added(parts: list[keras.KerasTensor]) -> keras.KerasTensor:
    """Sum of tensors of one shape. With `+` the gradient would see to shapes that differ."""
    return keras.layers.Lambda(tf.add_n, name="added")(parts)


def network(numeric: int, categories: int, rows: int) -> keras.Model:
    """Two hidden layers, 64 and 32 wide; categories enter the first as the sum of their rows."""
    features = inputs(numeric, categories)
    table = keras.layers.Embedding(rows, 64, name="category")
    # Rows are seen seldom: three times their gradient, and with it their rate, lets them keep up.
    rows_of_all = keras.layers.Rescaling(3.0, name="category_rate")(summed(table, features[1]))
    hidden = added([keras.layers.Dense(64, name="numeric_dense")(features[0]), rows_of_all])
    hidden = keras.layers.Dense(32, activation="relu", name="hidden")(keras.ops.relu(hidden))
    return keras.Model(
        features, keras.layers.Dense(1, activation="sigmoid", name="probability")(hidden), name="flights"
    )


def logistic(numeric: int, categories: int, rows: int) -> keras.Model:
    """The same inputs, no hidden layer."""
    features = inputs(numeric, categories)
    table = keras.layers.Embedding(rows, 1, name="category", embeddings_initializer="zeros")
    logit = added(
        [
            keras.layers.Dense(1, name="numeric_dense", kernel_initializer="zeros")(features[0]),
            summed(table, features[1]),
        ]
    )
    output = keras.layers.Activation("sigmoid", name="probability")(logit)
    return keras.Model(features, output, name="flights_logistic")


def main() -> None:
    """Export both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numeric", type=int, default=45, help="numeric features of a flight")
    parser.add_argument("--categories", type=int, default=8, help="categories of a flight")
    parser.add_argument("--rows", type=int, default=4472, help="rows of the table all categories share")
    parser.add_argument("--seed", type=int, default=20130101)
    arguments = parser.parse_args()
    sizes = (arguments.numeric, arguments.categories, arguments.rows)
    for folder, build in (("flights", network), ("flights-logistic", logistic)):
        keras.utils.set_random_seed(arguments.seed)
        tensair.export(
            build(*sizes),
            Path(__file__).parent / folder,
            loss="binary_crossentropy",
            optimizer=keras.optimizers.Adam(0.001, beta_1=0.0),
            metrics=["accuracy"],
            labels={"probability": "late"},
        )


if __name__ == "__main__":
    main()
