"""From a Keras optimizer to the rules this package exports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

from tensair.errors import ExportError
from tensair.optimizers.adam import Adam
from tensair.optimizers.clipping import Clipping
from tensair.optimizers.rates import Rate
from tensair.optimizers.rule import Rule, Scalars, Weight
from tensair.optimizers.sgd import Momentum, Sgd
from tensair.optimizers.squares import Adagrad, RmsProp

__all__ = ["Clipping", "Optimizer", "Rate", "Rule", "Scalars", "Weight", "optimizer_of"]


FUSED_ELEMENTS = 65_536
"""Up to this size, copying a variable is cheaper than operations of its own."""


@dataclass(frozen=True)
class Optimizer:
    """What the signatures need to know of an optimizer."""

    name: str
    config: dict[str, Any]
    rate: Rate
    clipping: Clipping
    rule: Rule
    weights: list[Weight]

    @property
    def additive(self) -> bool:
        """Whether gradients commute and may be summed: plain SGD at a constant rate, without decay."""
        return self.rule.additive and self.rate.is_constant and not any(weight.decay for weight in self.weights)


def optimizer_of(given: Any, named: Sequence[tuple[str, Any, bool]]) -> Optimizer:
    """Take a Keras optimizer (or its name) over for variables: `(name, Keras or TensorFlow variable, lazy)`.

    Raises:
        ExportError: it is none of SGD, Adam, AdamW, RMSprop and Adagrad, or has an option that cannot be exported.
    """
    try:
        optimizer = keras.optimizers.get(given)
    except ValueError as unknown:
        raise ExportError(
            f"optimizer {given!r} is unknown to Keras; use SGD, Adam, AdamW, RMSprop or Adagrad"
        ) from unknown
    _refuse(optimizer)
    single = [
        Weight(name, (name,), (_raw(variable),), _decay(optimizer, variable), lazy) for name, variable, lazy in named
    ]
    clipping = Clipping(
        norm=optimizer.clipnorm or None,
        global_norm=optimizer.global_clipnorm or None,
        value=optimizer.clipvalue or None,
    )
    weights = single if clipping.norm is not None else _fused(single)
    config = json.loads(json.dumps(keras.saving.serialize_keras_object(optimizer)["config"]))
    # Keras counts the optimizers of a process in their names.
    del config["name"]
    return Optimizer(
        type(optimizer).__name__.lower(), config, Rate(optimizer), clipping, _rule(optimizer, weights), weights
    )


def _fused(single: Sequence[Weight]) -> list[Weight]:
    """Lay small dense variables of equal decay and type end to end. Their norms are not clipped one by one then."""
    groups: dict[tuple[float, tf.DType], list[Weight]] = {}
    kept = []
    for weight in single:
        if weight.lazy or weight.variable.shape.num_elements() > FUSED_ELEMENTS:
            kept.append(weight)
        else:
            groups.setdefault((weight.decay, weight.variable.dtype), []).append(weight)
    for index, ((decay, _), group) in enumerate(groups.items()):
        names, variables = tuple(w.name for w in group), tuple(w.variable for w in group)
        kept.append(group[0] if len(group) == 1 else Weight(f"fused_{index}", names, variables, decay, lazy=False))
    return kept


def _rule(optimizer: Any, weights: Sequence[Weight]) -> Rule:
    kind = type(optimizer)
    if kind is keras.optimizers.SGD:
        if optimizer.momentum == 0:
            return Sgd(weights)
        return Momentum(weights, optimizer.momentum, optimizer.nesterov)
    if kind in (keras.optimizers.Adam, keras.optimizers.AdamW):
        return Adam(weights, optimizer.beta_1, optimizer.beta_2, optimizer.epsilon)
    if kind is keras.optimizers.RMSprop:
        return RmsProp(weights, optimizer.rho, optimizer.epsilon)
    if kind is keras.optimizers.Adagrad:
        return Adagrad(weights, optimizer.initial_accumulator_value, optimizer.epsilon)
    raise ExportError(f"optimizer {kind.__name__} cannot be exported; use SGD, Adam, AdamW, RMSprop or Adagrad")


def _refuse(optimizer: Any) -> None:
    name = type(optimizer).__name__
    if isinstance(optimizer, keras.optimizers.LossScaleOptimizer):
        raise ExportError("LossScaleOptimizer cannot be exported; use its inner optimizer with float32 or bfloat16")
    if optimizer.gradient_accumulation_steps:
        raise ExportError(
            f"{name}(gradient_accumulation_steps={optimizer.gradient_accumulation_steps}) cannot be exported: replicas"
            " would send nothing for most mini-batches; use larger mini-batches instead"
        )
    if optimizer.use_ema:
        raise ExportError(f"{name}(use_ema=True) cannot be exported; average the weights where snapshots are written")
    for option in ("amsgrad", "centered"):
        if getattr(optimizer, option, False):
            raise ExportError(f"{name}({option}=True) cannot be exported; leave the option out")
    if isinstance(optimizer, keras.optimizers.RMSprop) and optimizer.momentum:
        raise ExportError("RMSprop(momentum=…) cannot be exported; use Adam, or RMSprop without momentum")


def _decay(optimizer: Any, variable: Any) -> float:
    if not optimizer.weight_decay:
        return 0.0
    if isinstance(variable, tf.Variable):
        return float(optimizer.weight_decay)
    return float(optimizer.weight_decay) if optimizer._use_weight_decay(variable) else 0.0


def _raw(variable: Any) -> tf.Variable:
    return variable if isinstance(variable, tf.Variable) else variable.value
