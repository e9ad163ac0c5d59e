"""What is learnt: for each output that has a loss, its label, the weights of its rows, and its metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from tensair.errors import ExportError
from tensair.losses import PerExample, loss_of, metric_of
from tensair.tensors import TensorInfo, info


@dataclass(frozen=True)
class Metric:
    """A mean over examples, carried as a sum and a count."""

    name: str
    function: PerExample

    def json(self) -> dict[str, str]:
        """For the card."""
        return {"name": self.name, "sum": f"{self.name}_sum", "count": f"{self.name}_count"}


@dataclass(frozen=True)
class Task:
    """One output with its loss."""

    output: int
    label: TensorInfo
    sample_weight: TensorInfo
    loss: PerExample
    scale: float
    """What its loss is multiplied by in the sum over tasks."""
    metrics: tuple[Metric, ...]

    def label_json(self) -> dict[str, Any]:
        """For the card."""
        return {**self.label.json(), "sample_weight": self.sample_weight.name}


def tasks_of(
    outputs: Sequence[TensorInfo],
    loss: Any,
    metrics: Any,
    labels: Mapping[str, str | tf.TensorSpec] | None,
    loss_weights: Mapping[str, float] | None,
) -> list[Task]:
    """Match losses, metrics and labels to outputs, each given once for a single output or by the output's name.

    Raises:
        ExportError: a name is no output, or an option cannot be exported.
    """
    losses = _by_output("loss", loss, outputs)
    measured = _by_output("metrics", metrics, outputs) if metrics else {}
    _require_outputs("labels", labels or {}, outputs)
    _require_outputs("loss_weights", loss_weights or {}, outputs)
    single = len(losses) == 1
    tasks = []
    for index, output in enumerate(outputs):
        if output.name not in losses:
            continue
        loss_name, function = loss_of(losses[output.name])
        label = _label(output, loss_name, (labels or {}).get(output.name), single)
        weight = "sample_weight" if single else f"{label.name}_sample_weight"
        given = measured.get(output.name, ())
        listed = given if isinstance(given, (list, tuple)) else [given]
        found = [metric_of(metric, loss_name, output.shape[-1]) for metric in listed]
        prefix = "" if single else f"{output.name}_"
        tasks.append(
            Task(
                index,
                label,
                TensorInfo(weight, "float32", (None,)),
                function,
                float((loss_weights or {}).get(output.name, 1.0)),
                tuple(Metric(prefix + name, metric) for name, metric in found),
            )
        )
    return tasks


def _by_output(option: str, given: Any, outputs: Sequence[TensorInfo]) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        _require_outputs(option, given, outputs)
        return given
    if len(outputs) == 1:
        return {outputs[0].name: given}
    names = ", ".join(output.name for output in outputs)
    raise ExportError(f"{option} is given once for {len(outputs)} outputs; give {option} by name of: {names}")


def _require_outputs(option: str, given: Mapping[str, Any], outputs: Sequence[TensorInfo]) -> None:
    names = [output.name for output in outputs]
    for name in given:
        if name not in names:
            raise ExportError(f"{option} names '{name}', which is no output; the outputs are: {', '.join(names)}")


def _label(output: TensorInfo, loss: str, given: str | tf.TensorSpec | None, single: bool) -> TensorInfo:
    if isinstance(given, tf.TensorSpec):
        return info(given.name or "label", given.dtype, given.shape)
    name = given or ("label" if single else f"{output.name}_label")
    if loss == "sparse_categorical_crossentropy":
        return info(name, "int32", output.shape[:-1])
    return info(name, "float32", output.shape)
