"""Makes the small models of these tests again: python tensorflow/src/test/models/export.py.

Needs the package `tensair`. The tests only read what it wrote.
"""

from __future__ import annotations

from pathlib import Path

import keras
import tensorflow as tf

import tensair

HERE = Path(__file__).parent


def images() -> keras.Model:
    """Convolution, batch normalization and dropout: moving statistics, and a seed of each replica."""
    pixels = keras.Input((6, 6, 1), name="pixels")
    hidden = keras.layers.Conv2D(3, 3, name="filters")(pixels)
    hidden = keras.layers.BatchNormalization(momentum=0.5, name="normal")(hidden)
    hidden = keras.layers.Flatten()(keras.ops.relu(hidden))
    hidden = keras.layers.Dropout(0.5, seed=7, name="dropout")(hidden)
    return keras.Model(pixels, keras.layers.Dense(4, activation="softmax", name="digit")(hidden), name="images")


def words() -> keras.Model:
    """An embedding and a dense layer under plain SGD: gradients travel, one of them sparse."""
    word = keras.Input((2,), dtype="int32", name="word")
    hidden = keras.layers.Flatten()(keras.layers.Embedding(50, 3, name="table")(word))
    return keras.Model(word, keras.layers.Dense(1, name="score_of_word")(hidden), name="words")


class Identity(tf.Module):
    """No card, one signature: what a call costs, and a SavedModel that another program wrote."""

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32, name="x")])
    def identity(self, x: tf.Tensor) -> dict[str, tf.Tensor]:
        """Return what came in."""
        return {"y": tf.identity(x)}


def main() -> None:
    """Export all."""
    keras.utils.set_random_seed(11)
    tensair.export(
        images(),
        HERE / "images",
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        metrics=["accuracy"],
    )
    tensair.export(words(), HERE / "words", loss="mean_squared_error", optimizer=keras.optimizers.SGD(0.1))
    # The same under Adam: updates travel, one of them sparse, and the table has slots of its own.
    tensair.export(words(), HERE / "tables", loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.05))
    module = Identity()
    tf.saved_model.save(module, str(HERE / "identity"), signatures={"identity": module.identity})


if __name__ == "__main__":
    main()
