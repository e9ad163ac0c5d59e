"""From a model, a loss and an optimizer to a SavedModel with its card."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tensorflow as tf

from tensair.card import Card, finished, write_card
from tensair.errors import ExportError
from tensair.flat import flatten
from tensair.learner import Learner, Probe
from tensair.networks import Member, Network, network_of
from tensair.optimizers import Optimizer, optimizer_of
from tensair.signatures import Signature, Signatures
from tensair.tasks import Task, tasks_of
from tensair.tensors import TensorInfo, info, require_distinct
from tensair.variables import CONSTANT, COUNTER, LOCAL_STATE, MEAN_STATE, SLOT, TRAINABLE, Exchange, Variable


@dataclass(frozen=True)
class Exported:
    """Everything that is written."""

    network: Network
    optimizer: Optimizer
    variables: list[Variable]
    signatures: dict[str, Signature]
    card: Card


def export(
    model: Any,
    path: str | os.PathLike[str],
    *,
    loss: Any,
    optimizer: Any,
    metrics: Any = (),
    name: str | None = None,
    sparse: Literal["lazy", "exact"] = "lazy",
    payload: Literal["gradients", "updates"] | None = None,
    features: Sequence[tf.TensorSpec] | None = None,
    labels: Mapping[str, str | tf.TensorSpec] | None = None,
    loss_weights: Mapping[str, float] | None = None,
) -> Card:
    """Write a model as a SavedModel that learns from a stream.

    Args:
        model: a Keras model, or a `tf.Module` whose call takes the features in order and gives a tensor or a dictionary
            of tensors. The first dimension of features, outputs and labels is the batch.
        path: directory to write; an exported model that lies there is replaced.
        loss: a Keras loss, its name, or a function of (label, output) that gives a value for each example; a dictionary
            by output's name where there are several outputs.
        optimizer: a Keras optimizer (SGD, Adam, AdamW, RMSprop, Adagrad) or its name. It starts anew.
        metrics: names, functions or Keras metrics that are means over examples; a dictionary as for `loss`.
        name: of the model, by default its own.
        sparse: `lazy` updates only the rows of an embedding that have a gradient; `exact` does what Keras does, at the
            cost of the whole table in every step and frame.
        payload: what replicas exchange; by default gradients for plain SGD, updates for all else.
        features: `tf.TensorSpec(shape, dtype, name)` for models that do not say their inputs.
        labels: by output's name, the label's name, or its `tf.TensorSpec`. By default `label` (with several outputs
            `<output>_label`), of the output's shape, float32; for sparse categorical losses int32 without the last
            dimension.
        loss_weights: by output's name, what its loss is multiplied by; 1 by default.

    Returns:
        The card.

    Raises:
        ExportError: something cannot be exported; says what, and the alternative.
    """
    exported = prepare(
        network_of(model, features),
        loss=loss,
        optimizer=optimizer,
        metrics=metrics,
        name=name,
        lazy=_lazy(sparse),
        payload=payload,
        labels=labels,
        loss_weights=loss_weights,
    )
    directory = Path(path)
    _clear(directory)
    holder = tf.Module()
    holder.variables_in_order = [variable.variable for variable in exported.variables]
    holder.resources = list(exported.network.resources)
    functions = {key: signature.function() for key, signature in exported.signatures.items()}
    tf.saved_model.save(holder, str(directory), signatures=functions)
    (directory / "fingerprint.pb").unlink(missing_ok=True)
    flatten(directory)
    write_card(directory, exported.card)
    return exported.card


def prepare(
    network: Network,
    *,
    loss: Any,
    optimizer: Any,
    metrics: Any,
    name: str | None,
    lazy: bool,
    payload: str | None,
    labels: Mapping[str, str | tf.TensorSpec] | None,
    loss_weights: Mapping[str, float] | None,
) -> Exported:
    """Everything but writing."""
    if payload not in (None, "gradients", "updates"):
        raise ExportError(f"payload='{payload}' is unknown; use 'gradients' or 'updates', or leave it out")
    outputs = _outputs(network)
    tasks = tasks_of(outputs, loss, metrics, labels, loss_weights)
    require_distinct([*network.features, *outputs, *(t for task in tasks for t in (task.label, task.sample_weight))])
    learner = Learner(network, tasks, lazy)
    probe = _probe(network, tasks, learner)
    _refuse_dense_embeddings(network.members, probe, lazy)
    members = _members(network.members, probe)
    learnt = [(m.name, m.given, m.name in probe.sparse) for m in network.members if m.name in probe.connected]
    taken = optimizer_of(optimizer, learnt)
    variables = [*members, *_optimizer_variables(taken)]
    signatures = Signatures(network, outputs, tasks, learner, taken, variables).all()
    chosen = payload or ("gradients" if taken.additive else "updates")
    additive = chosen == "updates" or taken.additive
    card = finished(
        {
            "name": name or network.name,
            "features": [feature.json() for feature in network.features],
            "outputs": [output.json() for output in outputs],
            "labels": [task.label_json() for task in tasks],
            "variables": [variable.json() for variable in variables],
            "optimizer": {"name": taken.name, "config": taken.config},
            "metrics": [metric.json() for task in tasks for metric in task.metrics],
            "exchange": {"payload": chosen, "commutes": additive, "coalesce": "sum" if additive else "none"},
            "signatures": {
                key: {"inputs": [t.json() for t in s.inputs], "outputs": [t.json() for t in s.outputs]}
                for key, s in signatures.items()
            },
        }
    )
    return Exported(network, taken, variables, signatures, card)


def _lazy(sparse: str) -> bool:
    if sparse not in ("lazy", "exact"):
        raise ExportError(f"sparse='{sparse}' is unknown; use 'lazy' or 'exact'")
    return sparse == "lazy"


def _clear(directory: Path) -> None:
    if not directory.exists():
        return
    if not directory.is_dir():
        raise ExportError(f"{directory} is a file; choose the path of a directory")
    if not (directory / "saved_model.pb").is_file() and any(directory.iterdir()):
        raise ExportError(f"{directory} holds something that is no SavedModel; choose another path")
    shutil.rmtree(directory)


def _outputs(network: Network) -> list[TensorInfo]:
    def run(*features: tf.Tensor) -> list[tf.Tensor]:
        return network.forward(features, training=False).outputs

    specs = [feature.spec() for feature in network.features]
    traced = tf.function(run, input_signature=specs, autograph=False).get_concrete_function().structured_outputs
    named = zip(network.output_names(), traced, strict=True)
    return [info(name, tensor.dtype, [None, *tensor.shape[1:]]) for name, tensor in named]


def _probe(network: Network, tasks: Sequence[Task], learner: Learner) -> Probe:
    found: list[Probe] = []
    groups = [network.features, [task.label for task in tasks], [task.sample_weight for task in tasks]]
    specs = [[tensor.spec() for tensor in group] for group in groups]

    def run(features: list[tf.Tensor], labels: list[tf.Tensor], weights: list[tf.Tensor]) -> None:
        found.append(learner.probe(features, labels, weights))

    tf.function(run, input_signature=specs, autograph=False).get_concrete_function()
    if not found[0].connected:
        raise ExportError("the loss depends on no trainable variable; check the loss, and layers with trainable=False")
    return found[0]


def _refuse_dense_embeddings(members: Sequence[Member], probe: Probe, lazy: bool) -> None:
    for member in members:
        if lazy and member.is_embedding and member.name in probe.connected - probe.sparse:
            raise ExportError(
                f"the loss reads all rows of embedding '{member.name}' (a regularizer, or tied weights), so it cannot"
                " be updated lazily; regularise what is gathered (activity_regularizer), or export with sparse='exact'"
            )


def _members(members: Sequence[Member], probe: Probe) -> list[Variable]:
    variables, index = [], 0
    for member in members:
        connected, exchange, offset = True, None, None
        if member.trainable:
            role, connected = TRAINABLE, member.name in probe.connected
        elif member.name not in probe.changed:
            role = CONSTANT
        elif member.variable.dtype.is_floating:
            role = MEAN_STATE
        else:
            role, offset = LOCAL_STATE, (1, 0) if member.is_seed else None
        if (role == TRAINABLE and connected) or role == MEAN_STATE:
            exchange, index = Exchange(index, member.name in probe.sparse), index + 1
        variables.append(Variable(member.name, member.variable, role, connected, exchange, offset))
    return variables


def _optimizer_variables(optimizer: Optimizer) -> list[Variable]:
    return [
        Variable("iteration", optimizer.rate.iteration, COUNTER),
        Variable("learning_rate_scale", optimizer.rate.scale, LOCAL_STATE),
        *(Variable(f"{optimizer.name}/{name}", slot, SLOT) for name, slot in optimizer.rule.slots.items()),
    ]
