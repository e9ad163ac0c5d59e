"""Lazy tables against the written rules, through a module whose gradients are known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

import lazy_rules
import tensair
from loaded import Loaded

ROWS, WIDTH = 9, 3

RULES: dict[str, tuple[Callable[[], Any], Any]] = {
    "sgd": (lambda: keras.optimizers.SGD(0.1), lazy_rules.sgd),
    "momentum": (lambda: keras.optimizers.SGD(0.1, momentum=0.9), lazy_rules.momentum),
    "nesterov": (lambda: keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True), lazy_rules.nesterov),
    "adam": (lambda: keras.optimizers.Adam(0.01), lazy_rules.adam),
    "adam without momentum": (lambda: keras.optimizers.Adam(0.01, beta_1=0.0), lazy_rules.adam_without_momentum),
    "adamw": (lambda: keras.optimizers.AdamW(0.01, weight_decay=0.1), lazy_rules.adamw),
    "rmsprop": (lambda: keras.optimizers.RMSprop(0.01), lazy_rules.rmsprop),
    "adagrad": (lambda: keras.optimizers.Adagrad(0.1), lazy_rules.adagrad),
}


class Table(tf.Module):
    """Gives the chosen row times the pull of the example: the row's gradient is the pull."""

    def __init__(self, rows: int = ROWS) -> None:
        super().__init__(name="table")
        self.rows = tf.Variable(np.linspace(-1, 1, rows * WIDTH, dtype=np.float32).reshape(rows, WIDTH), name="rows")

    def __call__(self, row: tf.Tensor, pull: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(tf.gather(self.rows, row) * pull, axis=1)


FEATURES = [tf.TensorSpec([None], tf.int32, "row"), tf.TensorSpec([None, WIDTH], tf.float32, "pull")]


def export(path: Path, optimizer: Any, rows: int = ROWS) -> Loaded:
    label = {"output": tf.TensorSpec([None], tf.float32, "label")}
    tensair.export(
        Table(rows), path, loss=lambda label, output: output, optimizer=optimizer, features=FEATURES, labels=label
    )
    return Loaded(path)


def batch(random: np.random.Generator) -> dict[str, Any]:
    size = 8
    return {
        "row": random.integers(0, ROWS - 2, size).astype(np.int32),
        "pull": random.normal(size=(size, WIDTH)).astype(np.float32),
        "label": np.zeros(size, np.float32),
    }


@pytest.mark.parametrize("form", ["train", "train_updates"])
@pytest.mark.parametrize("name", RULES)
def test_rows_follow_the_written_rule(name: str, form: str, tmp_path: Path) -> None:
    make, rule = RULES[name]
    loaded = export(tmp_path / "m", make())
    slots = {key.rsplit("/", 1)[1]: value.astype(np.float64) for key, value in loaded.of_role("slot").items()}
    table = loaded.variables()["rows"].astype(np.float64)
    random = np.random.default_rng(0)
    for step in range(1, 6):
        given = batch(random)
        if step == 3:
            given["pull"][:, :] = 0
            given["pull"][0] = [1, 0, 0]
        gradient = np.zeros((ROWS, WIDTH))
        np.add.at(gradient, given["row"], given["pull"].astype(np.float64) / len(given["row"]))
        touched = np.flatnonzero(gradient.any(axis=1))
        before = table.copy()
        for row in touched:
            rule(table, slots, gradient[row], row, step)
        sent = loaded(form, given)
        found = loaded.variables()
        np.testing.assert_allclose(found["rows"], table, rtol=1e-4, atol=1e-6)
        prefix = "gradient_0" if form == "train" else "update_0"
        assert sorted(sent[f"{prefix}_indices"]) == list(touched)
        order = sent[f"{prefix}_indices"]
        required = gradient[order] if form == "train" else (table - before)[order]
        np.testing.assert_allclose(sent[f"{prefix}_values"], required, rtol=1e-3, atol=2e-7)
    for key, value in loaded.of_role("slot").items():
        np.testing.assert_allclose(value, slots[key.rsplit("/", 1)[1]] if "/rows/" in key else 5, rtol=1e-4, atol=1e-7)


def test_large_tables_take_another_way_to_the_same_sums(tmp_path: Path) -> None:
    loaded = export(tmp_path / "m", keras.optimizers.Adam(0.01), rows=70_000)
    given = batch(np.random.default_rng(1))
    given["row"] = np.array([69_999, 3, 69_999, 5, 3, 3, 0, 1], np.int32)
    before = loaded.variables()["rows"]
    sent = loaded("train_updates", given)
    change = loaded.variables()["rows"] - before
    assert sorted(sent["update_0_indices"]) == [0, 1, 3, 5, 69_999]
    assert set(np.flatnonzero(change.any(axis=1))) == {0, 1, 3, 5, 69_999}
    np.testing.assert_allclose(np.abs(sent["update_0_values"]), 0.01, rtol=1e-3)


def test_clipping_sees_the_sums_of_rows(tmp_path: Path) -> None:
    loaded = export(tmp_path / "m", keras.optimizers.SGD(1.0, clipnorm=0.5))
    given = {
        "row": np.zeros(2, np.int32),
        "pull": np.array([[3, 4, 0], [3, 4, 0]], np.float32),
        "label": np.zeros(2, np.float32),
    }
    sent = loaded("train", given)
    np.testing.assert_allclose(sent["gradient_0_values"], [[0.3, 0.4, 0.0]], rtol=1e-5)
