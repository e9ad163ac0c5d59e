"""The exported step against Keras' own, on the same mini-batches."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

import models
import tensair
from loaded import Loaded, assert_close

Make = Callable[[], Any]
schedules = keras.optimizers.schedules

OPTIMIZERS: dict[str, Make] = {
    "sgd": lambda: keras.optimizers.SGD(0.1),
    "momentum": lambda: keras.optimizers.SGD(0.1, momentum=0.9),
    "nesterov": lambda: keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    "adam": lambda: keras.optimizers.Adam(0.01),
    "adam with a large epsilon": lambda: keras.optimizers.Adam(0.01, epsilon=0.5),
    "adamw": lambda: keras.optimizers.AdamW(0.01, weight_decay=0.1),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "adagrad": lambda: keras.optimizers.Adagrad(0.1),
    "decayed rate": lambda: keras.optimizers.SGD(schedules.ExponentialDecay(0.1, 2, 0.5), momentum=0.5),
    "cosine rate with warmup": lambda: keras.optimizers.Adam(
        schedules.CosineDecay(0.0, 10, warmup_target=0.1, warmup_steps=2)
    ),
    "rate by pieces": lambda: keras.optimizers.SGD(schedules.PiecewiseConstantDecay([2, 3], [0.1, 0.01, 0.5])),
    "clipnorm": lambda: keras.optimizers.SGD(0.1, clipnorm=0.05),
    "clipvalue": lambda: keras.optimizers.SGD(0.1, clipvalue=0.02),
    "global_clipnorm": lambda: keras.optimizers.Adam(0.01, global_clipnorm=0.05),
    "weight decay": lambda: keras.optimizers.SGD(0.1, weight_decay=0.1),
}


def follow(model: Any, path: Path, batches: list[dict[str, Any]], features: list[str]) -> None:
    """Train the compiled Keras model and both forms of the exported one, and compare after each step."""
    loaded = Loaded(path)
    for batch in batches:
        inputs = [batch[name] for name in features]
        required = model.train_on_batch(inputs if len(inputs) > 1 else inputs[0], batch["label"])
        weights = {name: v.numpy() for name, v in zip(names(loaded), model.trainable_variables, strict=True)}
        start = loaded.variables()
        for form in ("train", "train_updates"):
            loaded.set(start)
            found = loaded(form, batch)
            loss = found["example_loss"].mean() + found["regularization_loss"]
            np.testing.assert_allclose(loss, required, rtol=1e-4, atol=1e-5, err_msg=form)
            assert found["finite"]
            assert_close(loaded.of_role("trainable"), weights, 2e-5)


def names(loaded: Loaded) -> list[str]:
    return [v["name"] for v in loaded.card["variables"] if v["role"] == "trainable"]


@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS.keys())
def test_optimizers_do_what_keras_does(make: Make, tmp_path: Path) -> None:
    keras.utils.set_random_seed(3)
    model = models.dense()
    tensair.export(model, tmp_path / "m", loss="mse", optimizer=make())
    model.compile(make(), "mse", jit_compile=False)
    random = np.random.default_rng(0)
    follow(model, tmp_path / "m", [models.dense_batch(random) for _ in range(5)], ["x"])


@pytest.mark.parametrize("name", ["sgd", "momentum", "adam", "adamw", "rmsprop", "adagrad"])
def test_variables_too_large_to_be_laid_end_to_end_are_stepped_alike(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tensair.optimizers.FUSED_ELEMENTS", 4)  # the first kernel is larger
    keras.utils.set_random_seed(3)
    model = models.dense()
    card = tensair.export(model, tmp_path / "m", loss="mse", optimizer=OPTIMIZERS[name]())
    slots = [variable["name"] for variable in card["variables"] if variable["role"] == "slot"]
    for slot in ("/fused_0/", "/hidden/kernel/"):
        assert name == "sgd" or any(slot in found for found in slots)
    model.compile(OPTIMIZERS[name](), "mse", jit_compile=False)
    random = np.random.default_rng(0)
    follow(model, tmp_path / "m", [models.dense_batch(random) for _ in range(5)], ["x"])


@pytest.mark.parametrize("name", ["adam", "momentum", "rmsprop", "clipnorm", "adamw"])
def test_exact_tables_do_what_keras_does_with_dense_gradients(name: str, tmp_path: Path) -> None:
    """Indices do not repeat: of a row that does, Keras on TensorFlow squares the parts, not the sum."""
    keras.utils.set_random_seed(4)
    model = models.mixed()
    tensair.export(model, tmp_path / "m", loss="binary_crossentropy", optimizer=OPTIMIZERS[name](), sparse="exact")
    model.compile(OPTIMIZERS[name](), "binary_crossentropy", jit_compile=False)
    random = np.random.default_rng(1)
    batches = [models.mixed_batch(random, 6, distinct=True) for _ in range(4)]
    follow(model, tmp_path / "m", batches, ["numbers", "words"])


def test_plain_sgd_is_exact_on_lazy_tables_too(tmp_path: Path) -> None:
    keras.utils.set_random_seed(5)
    model = models.mixed()
    tensair.export(model, tmp_path / "m", loss="binary_crossentropy", optimizer=keras.optimizers.SGD(0.1))
    model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", jit_compile=False)
    random = np.random.default_rng(2)
    follow(model, tmp_path / "m", [models.mixed_batch(random) for _ in range(4)], ["numbers", "words"])


def test_batch_normalisation_moves_as_in_keras(tmp_path: Path) -> None:
    keras.utils.set_random_seed(6)
    model = keras.Sequential(
        [
            keras.Input((3,), name="x"),
            keras.layers.Dense(4),
            keras.layers.BatchNormalization(momentum=0.8),
            keras.layers.Dense(1),
        ]
    )
    tensair.export(model, tmp_path / "m", loss="mse", optimizer="sgd")
    model.compile("sgd", "mse", jit_compile=False)
    random = np.random.default_rng(3)
    batches = [models.dense_batch(random) for _ in range(4)]
    follow(model, tmp_path / "m", batches, ["x"])
    loaded = Loaded(tmp_path / "m")
    for batch in batches:
        loaded("train", batch)
    moved = [v.numpy() for v in model.non_trainable_variables if "moving" in v.path]
    for found, required in zip(loaded.of_role("mean-state").values(), moved, strict=True):
        np.testing.assert_allclose(found, required, rtol=1e-4, atol=1e-6)
    x = batches[0]["x"]
    predicted = next(iter(loaded("predict", {"x": x}).values()))
    np.testing.assert_allclose(predicted, model.predict_on_batch(x), rtol=1e-4, atol=1e-5)


def test_regularisation_is_trained_on_and_reported_apart(tmp_path: Path) -> None:
    keras.utils.set_random_seed(7)
    layers = [keras.Input((3,), name="x"), keras.layers.Dense(4, kernel_regularizer="l2"), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    tensair.export(model, tmp_path / "m", loss="mse", optimizer="sgd")
    model.compile("sgd", "mse", jit_compile=False)
    random = np.random.default_rng(4)
    batches = [models.dense_batch(random) for _ in range(3)]
    follow(model, tmp_path / "m", batches, ["x"])
    found = Loaded(tmp_path / "m")("train", batches[0])
    assert found["regularization_loss"] > 0


def test_a_convolution_learns_classes_as_in_keras(tmp_path: Path) -> None:
    keras.utils.set_random_seed(8)
    model = keras.Sequential(
        [
            keras.Input((6, 6, 1), name="image"),
            keras.layers.Conv2D(3, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(4, activation="softmax", name="digit"),
        ]
    )
    loss = "sparse_categorical_crossentropy"
    tensair.export(model, tmp_path / "m", loss=loss, optimizer="adam", metrics=["accuracy"])
    model.compile("adam", loss, jit_compile=False)
    random = np.random.default_rng(5)
    images, digits = random.random((16, 6, 6, 1)).astype(np.float32), random.integers(0, 4, 16).astype(np.int32)
    follow(model, tmp_path / "m", [{"image": images, "label": digits}] * 3, ["image"])
    loaded = Loaded(tmp_path / "m")
    assert loaded.card["labels"][0] | {"sample_weight": ""} == {
        "name": "label",
        "dtype": "int32",
        "shape": [None],
        "sample_weight": "",
    }
    scored = loaded("evaluate", {"image": images, "label": digits})
    right = loaded("predict", {"image": images})["digit"].argmax(axis=1) == digits
    assert scored["accuracy_sum"] == right.sum()
    assert scored["accuracy_count"] == 16


def test_two_outputs_have_losses_labels_and_weights_of_their_own(tmp_path: Path) -> None:
    keras.utils.set_random_seed(9)
    x = keras.Input((3,), name="x")
    hidden = keras.layers.Dense(4, activation="tanh")(x)
    outputs = [keras.layers.Dense(1, name="a")(hidden), keras.layers.Dense(2, activation="softmax", name="b")(hidden)]
    model = keras.Model(x, outputs)
    losses = {"a": "mse", "b": "sparse_categorical_crossentropy"}
    card = tensair.export(model, tmp_path / "m", loss=losses, optimizer="sgd", loss_weights={"b": 0.5})
    assert [label["name"] for label in card["labels"]] == ["a_label", "b_label"]
    model.compile("sgd", losses, loss_weights={"a": 1.0, "b": 0.5}, jit_compile=False)
    random = np.random.default_rng(6)
    inputs, a = (random.normal(size=(8, size)).astype(np.float32) for size in (3, 1))
    b = random.integers(0, 2, 8).astype(np.int32)
    known = np.array([1, 1, 0, 1, 0, 1, 1, 0], np.float32)
    loaded = Loaded(tmp_path / "m")
    found = loaded("train", {"x": inputs, "a_label": a, "b_label": b})
    np.testing.assert_allclose(found["example_loss"].mean(), model.train_on_batch(inputs, [a, b])[0], rtol=1e-5)
    np.testing.assert_allclose(
        next(iter(loaded.of_role("trainable").values())), model.trainable_variables[0].numpy(), rtol=1e-5, atol=1e-6
    )
    partly = loaded("evaluate", {"x": inputs, "a_label": a, "b_label": b, "b_label_sample_weight": known})
    only_a = loaded("evaluate", {"x": inputs, "a_label": a, "b_label": b, "b_label_sample_weight": 0 * known})
    np.testing.assert_array_equal(partly["example_loss"][known == 0], only_a["example_loss"][known == 0])


def test_binary_crossentropy_is_stable_where_the_probability_rounds_to_one(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((1,), name="x"), keras.layers.Dense(1, activation="sigmoid", name="p")])
    model.set_weights([np.array([[100.0]], np.float32), np.zeros(1, np.float32)])
    tensair.export(model, tmp_path / "m", loss="binary_crossentropy", optimizer="sgd")
    loaded = Loaded(tmp_path / "m")
    batch = {"x": np.ones((1, 1), np.float32), "label": np.zeros((1, 1), np.float32)}
    assert loaded("train", batch)["example_loss"][0] == pytest.approx(100.0)
    scored = loaded("score", {"p": np.ones((1, 1), np.float32), **batch})
    assert scored["example_loss"][0] == pytest.approx(-np.log(1.1920929e-07), rel=1e-4)


def test_a_mask_of_weights_is_keras_weighting(tmp_path: Path) -> None:
    """Keras divides by the rows, we divide by the weights: equal up to that factor."""
    keras.utils.set_random_seed(10)
    model = models.dense()
    tensair.export(model, tmp_path / "m", loss="mse", optimizer=keras.optimizers.SGD(0.1))
    random = np.random.default_rng(7)
    batch, weights = models.dense_batch(random), np.array([1, 0, 2, 1, 0.5, 0, 1, 1], np.float32)
    with tf.GradientTape() as tape:
        each = tf.reduce_mean(tf.square(model(batch["x"]) - batch["label"]), axis=1)
        loss = tf.reduce_sum(each * weights) / weights.sum()
    gradients = tape.gradient(loss, [v.value for v in model.trainable_variables])
    found = Loaded(tmp_path / "m")("train", batch | {"sample_weight": weights})
    for index, gradient in enumerate(gradients):
        np.testing.assert_allclose(found[f"gradient_{index}"], gradient.numpy(), rtol=1e-4, atol=1e-6)
