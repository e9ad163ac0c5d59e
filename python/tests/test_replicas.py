"""What replicas exchange, and what must change nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import models
import tensair
from loaded import Loaded, assert_close, assert_same

Load = Callable[[], Loaded]
FORMS = [("train", "apply"), ("train_updates", "apply_updates")]


def frame(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sent.items() if name.startswith(("gradient_", "update_"))}


@pytest.mark.parametrize(("learn", "apply"), FORMS)
def test_replicas_agree_on_what_is_exchanged(learn: str, apply: str, mixed: Load) -> None:
    a, b = mixed(), mixed()
    random = np.random.default_rng(0)
    for _ in range(3):
        sent = a(learn, models.mixed_batch(random) | {"factor": np.float32(0.5)})
        assert b(apply, frame(sent) | {"factor": np.float32(0.5)})["applied"]
    roles = ("trainable", "counter") if learn == "train_updates" else ("trainable", "counter", "slot")
    assert_close(b.of_role(*roles), a.of_role(*roles), 1e-6)
    assert a.variables()["iteration"] == 3


def test_updates_add_up_in_any_order(mixed: Load) -> None:
    random = np.random.default_rng(1)
    a, b, c, together = mixed(), mixed(), mixed(), mixed()
    first = frame(a("train_updates", models.mixed_batch(random)))
    second = frame(b("train_updates", models.mixed_batch(random)))
    a("apply_updates", second)
    b("apply_updates", first)
    for update in (second, first):
        c("apply_updates", update)
    assert_close(b.of_role("trainable"), a.of_role("trainable"), 1e-6)
    assert_close(c.of_role("trainable"), a.of_role("trainable"), 1e-6)
    summed = {name: first[name] + second[name] for name in first if not name.startswith("update_0")}
    rows = np.zeros((models.ROWS, 4), np.float32)
    for update in (first, second):
        rows[update["update_0_indices"]] += update["update_0_values"]
    summed |= {"update_0_indices": np.arange(models.ROWS, dtype=np.int32), "update_0_values": rows}
    together("apply_updates", summed | {"count": np.int64(2)})
    assert_close(together.of_role("trainable", "counter"), a.of_role("trainable", "counter"), 1e-6)


@pytest.mark.parametrize("form", ["train", "train_updates"])
@pytest.mark.parametrize("where", ["numbers", "label"])
def test_a_mini_batch_that_is_not_finite_changes_nothing(form: str, where: str, mixed: Load) -> None:
    loaded = mixed()
    random = np.random.default_rng(2)
    loaded(form, models.mixed_batch(random))
    before = loaded.variables()
    batch = models.mixed_batch(random)
    batch[where][3] = np.nan
    sent = loaded(form, batch)
    assert not sent["finite"]
    assert_same(loaded.variables(), before)
    for name, value in frame(sent).items():
        assert not np.any(value), name


@pytest.mark.parametrize(("learn", "apply"), FORMS)
def test_a_frame_that_is_not_finite_changes_nothing(learn: str, apply: str, mixed: Load) -> None:
    a, b = mixed(), mixed()
    random = np.random.default_rng(3)
    sent = frame(a(learn, models.mixed_batch(random)))
    b(apply, sent)
    before = b.variables()
    broken = dict(sent)
    name = next(name for name in sent if name.endswith("_1"))
    broken[name] = np.full_like(sent[name], np.inf)
    assert not b(apply, broken)["applied"]
    assert_same(b.variables(), before)


OPTIMIZERS: dict[str, Callable[[], Any]] = {
    "momentum": lambda: keras.optimizers.SGD(0.1, momentum=0.9, weight_decay=0.01),
    "rmsprop": keras.optimizers.RMSprop,
    "adagrad": keras.optimizers.Adagrad,
    "adam without momentum": lambda: keras.optimizers.Adam(beta_1=0.0),
    "clipnorm": lambda: keras.optimizers.Adam(clipnorm=0.1),
    "global clipnorm": lambda: keras.optimizers.SGD(0.1, momentum=0.9, global_clipnorm=0.1),
    "clipvalue": lambda: keras.optimizers.Adam(clipvalue=0.1),
}


@pytest.mark.parametrize("value", [np.inf, np.nan])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_no_optimizer_lets_a_broken_mini_batch_in(optimizer: str, value: float, tmp_path: Path) -> None:
    tensair.export(models.mixed(), tmp_path / "m", loss="mse", optimizer=OPTIMIZERS[optimizer]())
    loaded = Loaded(tmp_path / "m")
    random = np.random.default_rng(4)
    loaded("train", models.mixed_batch(random))
    before = loaded.variables()
    batch = models.mixed_batch(random)
    batch["numbers"][0, 0] = value
    for form in ("train", "train_updates"):
        sent = loaded(form, batch)
        assert not sent["finite"]
        assert_same(loaded.variables(), before)
        for name, part in frame(sent).items():
            assert not np.any(part), name


@pytest.mark.parametrize("form", ["train", "train_updates"])
def test_padding_changes_nothing(form: str, mixed: Load) -> None:
    a, b = mixed(), mixed()
    random = np.random.default_rng(5)
    for _ in range(3):
        batch = models.mixed_batch(random)
        padded = {name: np.concatenate([value, np.zeros_like(value[:3])]) for name, value in batch.items()}
        weights = np.concatenate([np.ones(8), np.zeros(3)]).astype(np.float32)
        plain, sent = a(form, batch), b(form, padded | {"sample_weight": weights})
        np.testing.assert_allclose(sent["example_loss"][:8], plain["example_loss"], rtol=1e-5)
        assert not sent["example_loss"][8:].any()
        indices = next(name for name in sent if name.endswith("_indices"))
        assert set(sent[indices]) == set(plain[indices])
    assert_close(b.variables(), a.variables(), 1e-5)
    before = b.variables()
    assert b(form, padded | {"sample_weight": np.zeros(11, np.float32)})["finite"]
    assert_same(b.variables(), before)


def test_score_scores_the_prediction_that_was_made(mixed: Load) -> None:
    loaded = mixed()
    random = np.random.default_rng(6)
    batch = models.mixed_batch(random)
    predicted = loaded("predict", batch)
    evaluated = loaded("evaluate", batch)
    loaded("train", batch)
    scored = loaded("score", batch | predicted)
    np.testing.assert_allclose(scored["example_loss"], evaluated["example_loss"], rtol=1e-4)
    right = (predicted["chance"] > 0.5) == (batch["label"] > 0.5)
    assert scored["accuracy_sum"] == right.sum()
    assert scored["accuracy_count"] == 8


def test_factor_and_scale_multiply_the_learning_rate(mixed: Load) -> None:
    """Adam's change is proportional to the rate."""
    random = np.random.default_rng(7)
    batch = models.mixed_batch(random)
    a, b, c = mixed(), mixed(), mixed()
    full = a("train_updates", batch)
    half = b("train_updates", batch | {"factor": np.float32(0.5)})
    c("set_learning_rate_scale", {"scale": np.float32(0.5)})
    scaled = c("train_updates", batch)
    for name in frame(full):
        if not name.endswith("_indices"):
            np.testing.assert_allclose(half[name], 0.5 * full[name], rtol=2e-3, atol=2e-8)
            np.testing.assert_array_equal(scaled[name], half[name])


def test_schedules_run_in_mini_batches_of_all_replicas(tmp_path: Path) -> None:
    rate = keras.optimizers.schedules.PiecewiseConstantDecay([4], [1.0, 0.0])
    tensair.export(models.dense(), tmp_path / "m", loss="mse", optimizer=keras.optimizers.SGD(rate))
    loaded = Loaded(tmp_path / "m")
    random = np.random.default_rng(8)
    sent = loaded("train_updates", models.dense_batch(random))
    assert np.any(sent["update_0"])
    loaded("apply_updates", frame(sent) | {"count": np.int64(4)})
    assert loaded.variables()["iteration"] == 5
    assert not np.any(loaded("train_updates", models.dense_batch(random))["update_0"])


def test_variables_go_out_and_in(mixed: Load) -> None:
    a, b = mixed(), mixed()
    random = np.random.default_rng(9)
    a("train", models.mixed_batch(random))
    b.set(a.variables())
    assert_same(b.variables(), a.variables())
    batch = models.mixed_batch(random)
    assert_same(b("train", batch), a("train", batch))


def test_seeds_of_other_ranks_draw_other_masks(stateful: Load) -> None:
    first, same, other = stateful(), stateful(), stateful()
    values = other.variables()
    for variable in other.card["variables"]:
        if variable["rank_offset"] is not None:
            values[variable["name"]] = values[variable["name"]] + np.array(variable["rank_offset"])
    other.set(values)
    batch = models.dense_batch(np.random.default_rng(10))
    losses = [loaded("train", batch)["example_loss"] for loaded in (first, same, other)]
    np.testing.assert_array_equal(losses[0], losses[1])
    assert not np.allclose(losses[0], losses[2])
    assert not np.allclose(losses[0], first("train", batch)["example_loss"])


@pytest.mark.parametrize(("learn", "apply"), FORMS)
def test_mean_state_travels_scaled(learn: str, apply: str, stateful: Load) -> None:
    whole, a, b = stateful(), stateful(), stateful()
    start = whole.of_role("mean-state")
    batch = models.dense_batch(np.random.default_rng(11))
    whole(learn, batch)
    sent = frame(a(learn, batch | {"mean_state_scale": np.float32(0.5)}))
    b(apply, sent)
    moved = a.of_role("mean-state")
    assert_close(b.of_role("mean-state", "trainable"), a.of_role("mean-state", "trainable"), 1e-6)
    for name, value in whole.of_role("mean-state").items():
        assert np.any(value != start[name])
        np.testing.assert_allclose(moved[name] - start[name], 0.5 * (value - start[name]), rtol=1e-4, atol=1e-7)


def test_state_stays_where_a_mini_batch_is_not_finite(stateful: Load) -> None:
    loaded = stateful()
    before = loaded.variables()
    batch = models.dense_batch(np.random.default_rng(12))
    batch["x"][0, 0] = np.nan
    assert not loaded("train", batch)["finite"]
    assert_same(loaded.variables(), before)
