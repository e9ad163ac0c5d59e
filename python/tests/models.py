"""Small models, and mini-batches for them."""

from typing import Any

import keras
import numpy as np

ROWS = 12
"""Of the embedding table."""


def dense() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((3,), name="x"),
            keras.layers.Dense(4, activation="tanh", name="hidden"),
            keras.layers.Dense(1, name="y"),
        ],
        name="dense",
    )


def mixed() -> keras.Model:
    numbers = keras.Input((3,), name="numbers")
    words = keras.Input((2,), dtype="int32", name="words")
    rows = keras.layers.Embedding(ROWS, 4, name="table")(words)
    joined = keras.layers.Concatenate()([numbers, keras.layers.Flatten()(rows)])
    hidden = keras.layers.Dense(5, activation="relu", name="hidden")(joined)
    return keras.Model(
        [numbers, words], keras.layers.Dense(1, activation="sigmoid", name="chance")(hidden), name="mixed"
    )


def stateful() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((3,), name="x"),
            keras.layers.Dense(8, name="hidden"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.Dropout(0.5, seed=7, name="drop"),
            keras.layers.Dense(1, name="y"),
        ],
        name="stateful",
    )


def dense_batch(random: np.random.Generator, size: int = 8) -> dict[str, Any]:
    return {"x": _normal(random, size, 3), "label": _normal(random, size, 1)}


def mixed_batch(random: np.random.Generator, size: int = 8, distinct: bool = False) -> dict[str, Any]:
    words = random.permutation(ROWS)[: 2 * size] if distinct else random.integers(0, ROWS, 2 * size)
    return {
        "numbers": _normal(random, size, 3),
        "words": words.reshape(size, 2).astype(np.int32),
        "label": (random.random((size, 1)) < 0.5).astype(np.float32),
    }


def _normal(random: np.random.Generator, *shape: int) -> Any:
    return random.normal(size=shape).astype(np.float32)
