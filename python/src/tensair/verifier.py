"""Checks an exported model: its card, its signatures against the card, and what its functions do."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from tensair.card import Card, fingerprint, read_card
from tensair.errors import ExportError

SIGNATURES = (
    "predict",
    "score",
    "train",
    "apply",
    "train_updates",
    "apply_updates",
    "evaluate",
    "get_variables",
    "set_variables",
    "set_learning_rate_scale",
)
ROLES = ("trainable", "slot", "counter", "mean-state", "local-state", "constant")
BATCH = 4
Arrays = dict[str, np.ndarray[Any, Any]]


def verify(path: str | os.PathLike[str]) -> list[str]:
    """Load an exported model and try it, on made-up data and in memory only.

    Returns:
        All problems found, each in one line; none if the model keeps the contract.
    """
    directory = Path(path)
    try:
        card = read_card(directory)
    except ExportError as error:
        return [str(error)]
    try:
        problems = _card_problems(card)
    except (KeyError, TypeError, AttributeError) as error:
        return [f"the card lacks a part or has it in another form: {error!r}; export the model again"]
    try:
        loaded = tf.saved_model.load(str(directory))
    except Exception as error:
        return [*problems, f"TensorFlow cannot load {directory}: {_line(error)}; export the model again"]
    problems += _signature_problems(card, loaded.signatures)
    if problems:
        return problems
    try:
        return _behaviour_problems(card, loaded.signatures)
    except Exception as error:
        return [f"a signature failed on made-up data: {_line(error)}"]


def _card_problems(card: Card) -> list[str]:
    problems = []
    if card["fingerprint"] != fingerprint(card):
        problems.append(f"fingerprint is {card['fingerprint']}, the card's content gives {fingerprint(card)}")
    for variable in card["variables"]:
        if variable["role"] not in ROLES:
            known = ", ".join(ROLES)
            problems.append(f"variable '{variable['name']}' has role '{variable['role']}', known are: {known}")
        sent = variable["role"] == "mean-state" or (variable["role"] == "trainable" and variable["connected"])
        if sent != (variable["exchange"] is not None):
            what = "lacks" if sent else "must not have"
            problems.append(f"variable '{variable['name']}' ({variable['role']}) {what} a place in frames")
    indices = [variable["exchange"]["index"] for variable in card["variables"] if variable["exchange"]]
    if indices != list(range(len(indices))):
        problems.append(f"indices of exchanged variables are {indices}, required is {list(range(len(indices)))}")
    carried = [(v["dtype"], v["shape"]) for v in card["variables"]]
    for name, side in (("get_variables", "outputs"), ("set_variables", "inputs")):
        if name in card["signatures"]:
            found = [(t["dtype"], t["shape"]) for t in card["signatures"][name][side]]
            if found != carried:
                problems.append(f"{name} does not carry the card's variables in their order")
    return problems


def _signature_problems(card: Card, functions: Mapping[str, Any]) -> list[str]:
    problems = []
    for name in SIGNATURES:
        if name not in card["signatures"] or name not in functions:
            where = "card" if name not in card["signatures"] else "SavedModel"
            problems.append(f"signature '{name}' is missing from the {where}")
            continue
        declared, function = card["signatures"][name], functions[name]
        found = {key: _form(spec) for key, spec in function.structured_input_signature[1].items()}
        problems += _differences(f"{name} input", declared["inputs"], found)
        found = {key: _form(spec) for key, spec in function.structured_outputs.items()}
        problems += _differences(f"{name} output", declared["outputs"], found)
    return problems


def _form(spec: Any) -> tuple[str, list[int | None]]:
    return spec.dtype.name, spec.shape.as_list()


def _differences(
    what: str, declared: Sequence[Mapping[str, Any]], found: Mapping[str, tuple[str, list[int | None]]]
) -> list[str]:
    problems = []
    for tensor in declared:
        required = (tensor["dtype"], list(tensor["shape"]))
        actual = found.get(tensor["name"])
        if actual is None:
            problems.append(f"{what} '{tensor['name']}' is in the card, but not in the SavedModel")
        elif actual != required:
            problems.append(f"{what} '{tensor['name']}' is {actual} in the SavedModel, the card says {required}")
    names = {tensor["name"] for tensor in declared}
    unknown = [name for name in found if name not in names]
    return problems + [f"{what} '{name}' is in the SavedModel, but not in the card" for name in unknown]


class _Trial:
    """The loaded functions, called with arrays."""

    def __init__(self, card: Card, functions: Mapping[str, Any]) -> None:
        self._card = card
        self._functions = functions

    def call(self, name: str, given: Mapping[str, Any]) -> Arrays:
        """Call a signature with what it asks for out of `given`."""
        inputs = self._card["signatures"][name]["inputs"]
        tensors = {t["name"]: tf.constant(given[t["name"]], t["dtype"]) for t in inputs}
        return {key: value.numpy() for key, value in self._functions[name](**tensors).items()}

    def variables(self) -> list[np.ndarray[Any, Any]]:
        """All of them, in order."""
        found = self.call("get_variables", {})
        return [found[f"variable_{index}"] for index in range(len(found))]

    def restore(self, values: Sequence[np.ndarray[Any, Any]]) -> None:
        """Set all of them."""
        self.call("set_variables", {f"variable_{index}": value for index, value in enumerate(values)})


def _behaviour_problems(card: Card, functions: Mapping[str, Any]) -> list[str]:
    trial = _Trial(card, functions)
    given = _made_up(card)
    start = trial.variables()
    problems = []
    predicted = trial.call("predict", given)
    scored = trial.call("score", given | predicted)
    evaluated = trial.call("evaluate", given)
    for name, value in scored.items():
        if not np.allclose(value, evaluated[name], rtol=1e-3, atol=1e-3):
            problems.append(f"score and evaluate disagree on '{name}': {value} and {evaluated[name]}")
    if not _equal(start, trial.variables()):
        problems.append("predict, score or evaluate changed a variable")
    for learn, apply, prefix in (("train", "apply", "gradient"), ("train_updates", "apply_updates", "update")):
        trial.restore(start)
        sent = trial.call(learn, given)
        there = trial.variables()
        if not bool(sent["finite"]):
            problems.append(f"{learn} says that made-up data in [0, 1) is not finite")
            continue
        if _equal(start, there):
            problems.append(f"{learn} changed no variable")
        trial.restore(start)
        trial.call(apply, given | {key: value for key, value in sent.items() if key.startswith(prefix)})
        here = trial.variables()
        for variable, a, b in zip(card["variables"], there, here, strict=True):
            if variable["exchange"] is not None and not np.allclose(a, b, rtol=1e-4, atol=1e-5):
                problems.append(f"'{variable['name']}' differs after {learn} here and {apply} there")
    trial.restore(start)
    trial.call("train", given | {label["sample_weight"]: np.zeros(BATCH, np.float32) for label in card["labels"]})
    if not _equal(start, trial.variables()):
        problems.append("train on rows of weight 0 changed a variable")
    trial.restore(start)
    return problems


def _made_up(card: Card) -> Arrays:
    """Small numbers from a fixed seed; integers are 0, which every table has."""
    random = np.random.default_rng(0)
    given: Arrays = {}
    for tensor in [*card["features"], *card["labels"]]:
        shape = [size if size is not None else BATCH for size in tensor["shape"]]
        if tensor["dtype"] == "string":
            given[tensor["name"]] = np.full(shape, b"", object)
        elif "float" in tensor["dtype"]:
            given[tensor["name"]] = random.random(shape).astype(np.float32)
        else:
            given[tensor["name"]] = np.zeros(shape, tensor["dtype"])
    for label in card["labels"]:
        given[label["sample_weight"]] = np.ones(BATCH, np.float32)
    given["factor"] = np.ones([], np.float32)
    given["mean_state_scale"] = np.ones([], np.float32)
    given["count"] = np.ones([], np.int64)
    return given


def _equal(first: Sequence[np.ndarray[Any, Any]], second: Sequence[np.ndarray[Any, Any]]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"
