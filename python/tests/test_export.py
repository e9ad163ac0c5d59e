"""Cards, refusals, names, modules and lookup tables."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import keras
import numpy as np
import pytest
import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2

import models
import tensair
from loaded import Loaded
from tensair.card import LOCATION, read_card

CONTRACT = Path(__file__).parents[2] / "contract"
MODELS = Path(__file__).parents[2] / "models"


def schema() -> Any:
    return json.loads((CONTRACT / "card.schema.json").read_text())


def test_cards_have_the_form_of_the_contract(mixed_path: Path, stateful_path: Path) -> None:
    for card in (read_card(mixed_path), read_card(stateful_path), read_card(MODELS / "flights"), example()):
        jsonschema.validate(card, schema(), cls=jsonschema.Draft202012Validator)


def example() -> Any:
    return json.loads((CONTRACT / "card.example.json").read_text())


def test_roles_and_places(stateful_path: Path) -> None:
    variables = {v["name"]: v for v in read_card(stateful_path)["variables"]}
    roles = {name.split("/")[-1]: v["role"] for name, v in variables.items()}
    assert roles["kernel"] == "trainable"
    assert roles["moving_mean"] == roles["moving_variance"] == "mean-state"
    assert roles["seed_generator_state"] == roles["learning_rate_scale"] == "local-state"
    assert roles["iteration"] == "counter"
    placed = [v["exchange"]["index"] for v in variables.values() if v["exchange"]]
    assert placed == list(range(8))


def test_plain_sgd_exchanges_gradients_and_all_else_updates(
    stateful_path: Path, mixed_path: Path, tmp_path: Path
) -> None:
    assert read_card(stateful_path)["exchange"] == {"payload": "gradients", "commutes": True, "coalesce": "sum"}
    assert read_card(mixed_path)["exchange"] == {"payload": "updates", "commutes": True, "coalesce": "sum"}
    forced = tensair.export(models.dense(), tmp_path / "m", loss="mse", optimizer="adam", payload="gradients")
    assert forced["exchange"] == {"payload": "gradients", "commutes": False, "coalesce": "none"}


def test_variables_without_effect_are_unconnected_and_frozen_ones_constant(tmp_path: Path) -> None:
    class Odd(keras.Model):
        def __init__(self) -> None:
            super().__init__(name="odd")
            self.used = keras.layers.Dense(1, name="used")
            self.frozen = keras.layers.Dense(2, name="frozen", trainable=False)
            self.idle = self.add_weight(shape=(3,), name="idle")

        def call(self, x: tf.Tensor) -> tf.Tensor:
            return self.used(self.frozen(x))

    features = [tf.TensorSpec([None, 2], tf.float32, "x")]
    card = tensair.export(Odd(), tmp_path / "m", loss="mse", optimizer="adam", features=features)
    found = {v["name"].split("/")[-1]: v for v in card["variables"] if v["role"] != "slot"}
    assert not found["idle"]["connected"]
    assert found["idle"]["exchange"] is None
    assert [v["role"] for v in card["variables"] if "frozen" in v["name"]] == ["constant", "constant"]
    assert tensair.verify(tmp_path / "m") == []


def test_equal_exports_have_equal_fingerprints_whatever_the_weights(tmp_path: Path) -> None:
    first, second, third = (
        tensair.export(models.dense(), tmp_path / str(rate), loss="mse", optimizer=keras.optimizers.SGD(rate))
        for rate in (0.1, 0.1, 0.2)
    )
    assert first["fingerprint"] == second["fingerprint"] != third["fingerprint"]


def test_a_module_with_a_loss_of_its_own_counts_rows(tmp_path: Path) -> None:
    """Each example adds 1 to its own row: what is lost or applied twice can be read off."""

    class Ledger(tf.Module):
        def __init__(self) -> None:
            super().__init__(name="ledger")
            self.rows = tf.Variable(tf.zeros([5]), name="rows")

        def __call__(self, row: tf.Tensor) -> tf.Tensor:
            return tf.gather(self.rows, row)

    def one_each(label: tf.Tensor, value: tf.Tensor) -> tf.Tensor:
        return -value * tf.cast(tf.size(value), tf.float32)

    tensair.export(
        Ledger(),
        tmp_path / "m",
        loss=one_each,
        optimizer=keras.optimizers.SGD(1.0),
        features=[tf.TensorSpec([None], tf.int32, "row")],
        labels={"output": tf.TensorSpec([None], tf.float32, "label")},
    )
    a, b = Loaded(tmp_path / "m"), Loaded(tmp_path / "m")
    for rows in ([0, 1, 1], [3]):
        sent = a("train", {"row": np.array(rows, np.int32), "label": np.zeros(len(rows), np.float32)})
        b("apply", {name: value for name, value in sent.items() if name.startswith("gradient")})
    for loaded in (a, b):
        np.testing.assert_allclose(loaded.variables()["rows"], [1, 2, 0, 1, 0], rtol=1e-6)


def test_lookup_tables_come_along(tmp_path: Path) -> None:
    word = keras.Input((1,), dtype="string", name="word")
    found = keras.layers.StringLookup(vocabulary=["a", "b"])(word)
    rows = keras.layers.Flatten()(keras.layers.Embedding(3, 2, name="table")(found))
    model = keras.Model(word, keras.layers.Dense(1, name="y")(rows))
    tensair.export(model, tmp_path / "m", loss="mse", optimizer="sgd")
    words = np.array([[b"a"], [b"b"], [b"?"]], object)
    predicted = Loaded(tmp_path / "m")("predict", {"word": words})["y"]
    np.testing.assert_allclose(predicted, model(tf.constant(words)).numpy(), rtol=1e-5)
    assert tensair.verify(tmp_path / "m") == []


def test_signatures_are_flat_and_without_control_flow(mixed_path: Path) -> None:
    saved = saved_model_pb2.SavedModel()
    saved.ParseFromString((mixed_path / "saved_model.pb").read_bytes())
    graph = saved.meta_graphs[0].graph_def
    nodes = {node.name: node for node in graph.node}
    for key, signature in saved.meta_graphs[0].signature_def.items():
        if key.startswith("__"):
            continue
        waiting = [tensor.name for tensor in signature.outputs.values()]
        reached: set[str] = set()
        while waiting:
            name = waiting.pop().lstrip("^").split(":")[0]
            if name not in reached:
                reached.add(name)
                waiting.extend(nodes[name].input)
        kinds = {nodes[name].op for name in reached}
        assert not kinds & {
            "StatefulPartitionedCall",
            "PartitionedCall",
            "If",
            "StatelessIf",
            "While",
            "Switch",
            "Assert",
        }, key


def with_optimizer(optimizer: Any) -> Callable[[Path], Any]:
    return lambda path: tensair.export(models.dense(), path, loss="mse", optimizer=optimizer)


def with_layers(*layers: Any, **options: Any) -> Callable[[Path], Any]:
    given = {"loss": "mse", "optimizer": "sgd", **options}
    return lambda path: tensair.export(keras.Sequential(list(layers)), path, **given)


class Counting(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight, self.calls = tf.Variable(1.0), tf.Variable(0.0, trainable=False)

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        self.calls.assign_add(1.0)
        return x * self.weight


FEATURE = [tf.TensorSpec([None, 1], tf.float32, "x")]
REFUSED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "gradient accumulation": (
        with_optimizer(keras.optimizers.SGD(gradient_accumulation_steps=4)),
        "larger mini-batches",
    ),
    "ema": (with_optimizer(keras.optimizers.Adam(use_ema=True)), "snapshots"),
    "loss scale": (with_optimizer(keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam())), "bfloat16"),
    "amsgrad": (with_optimizer(keras.optimizers.Adam(amsgrad=True)), "leave the option out"),
    "other optimizer": (with_optimizer(keras.optimizers.Ftrl()), "use SGD, Adam"),
    "ragged features": (
        lambda path: tensair.export(
            Counting(), path, loss="mse", optimizer="sgd", features=[tf.RaggedTensorSpec([None, None])]
        ),
        "pad",
    ),
    "regularised embedding": (
        with_layers(
            keras.Input((2,)), keras.layers.Embedding(5, 3, embeddings_regularizer="l2"), keras.layers.Flatten()
        ),
        "sparse='exact'",
    ),
    "constraint": (with_layers(keras.Input((2,)), keras.layers.Dense(1, kernel_constraint="non_neg")), "regularise"),
    "metric with state": (with_layers(keras.Input((2,)), keras.layers.Dense(1), metrics=["AUC"]), "leave it out"),
    "nothing to train": (with_layers(keras.Input((2,)), keras.layers.Dense(1, trainable=False)), "trainable=False"),
    "unknown output": (
        with_layers(keras.Input((2,)), keras.layers.Dense(1, name="y"), loss={"z": "mse"}),
        "the outputs are: y",
    ),
    "one name twice": (
        with_layers(keras.Input((2,), name="x"), keras.layers.Dense(1, name="y"), labels={"y": "x"}),
        "names of their own",
    ),
    "unknown sparse": (with_layers(keras.Input((2,)), keras.layers.Dense(1), sparse="never"), "'lazy' or 'exact'"),
    "unknown payload": (with_layers(keras.Input((2,)), keras.layers.Dense(1), payload="weights"), "'gradients' or"),
    "unknown loss": (with_layers(keras.Input((2,)), keras.layers.Dense(1), loss="mze"), "loss 'mze' is unknown"),
    "unknown metric": (
        with_layers(keras.Input((2,)), keras.layers.Dense(1), metrics=["acuracy"]),
        "is unknown to Keras",
    ),
    "unknown optimizer": (with_optimizer("adamm"), "use SGD, Adam"),
    "state of a module": (
        lambda path: tensair.export(Counting(), path, loss="mse", optimizer="sgd", features=FEATURE),
        "Keras layers",
    ),
    "module without features": (
        lambda path: tensair.export(Counting(), path, loss="mse", optimizer="sgd"),
        "features=",
    ),
    "no model": (lambda path: tensair.export(object(), path, loss="mse", optimizer="sgd"), "Keras model"),
}


@pytest.mark.parametrize(("attempt", "alternative"), REFUSED.values(), ids=REFUSED.keys())
def test_refusals_name_the_alternative(attempt: Callable[[Path], Any], alternative: str, tmp_path: Path) -> None:
    with pytest.raises(tensair.ExportError, match=alternative):
        attempt(tmp_path / "m")
    assert not (tmp_path / "m").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("do not delete")
    with pytest.raises(tensair.ExportError, match="choose another path"):
        tensair.export(models.dense(), tmp_path, loss="mse", optimizer="sgd")
    assert (tmp_path / "thesis.txt").exists()
    assert not (tmp_path / LOCATION).exists()
