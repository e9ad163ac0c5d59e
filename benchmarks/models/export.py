"""Makes the models of the benchmarks again: python benchmarks/models/export.py. Needs the package `tensair`."""

from __future__ import annotations

from pathlib import Path

import keras

import tensair


class Scale(keras.layers.Layer):
    """Hands its input on, so that a prediction costs what a call costs; only training multiplies."""

    def build(self, shape: tuple[int | None, ...]) -> None:
        """One weight, because a model has to learn something."""
        self.factor = self.add_weight(shape=(), initializer="ones", name="factor")

    def call(self, values: keras.KerasTensor, training: bool = False) -> keras.KerasTensor:
        """Return the values."""
        return values * self.factor if training else values


def main() -> None:
    """Export the one there is."""
    values = keras.Input((8,), name="values")
    tensair.export(
        keras.Model(values, Scale(name="same")(values), name="identity"),
        Path(__file__).parent / "identity",
        loss="mean_squared_error",
        optimizer="sgd",
    )


if __name__ == "__main__":
    main()
