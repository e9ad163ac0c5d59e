"""The ten functions of an exported model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import tensorflow as tf

from tensair.learner import Checked, Learner, check, keep_local_state, losses_of, metrics_of
from tensair.networks import Network
from tensair.optimizers import Optimizer
from tensair.optimizers.rule import add_rows
from tensair.rows import SparseGradient
from tensair.tasks import Task
from tensair.tensors import TensorInfo
from tensair.variables import MEAN_STATE, Variable, frames

Tensors = dict[str, tf.Tensor]

FACTOR = TensorInfo("factor", "float32", ())
COUNT = TensorInfo("count", "int64", ())
MEAN_STATE_SCALE = TensorInfo("mean_state_scale", "float32", ())
APPLIED = TensorInfo("applied", "bool", ())
SCALE = TensorInfo("scale", "float32", ())


@dataclass(frozen=True)
class Signature:
    """A function with its inputs and outputs, in order."""

    inputs: list[TensorInfo]
    outputs: list[TensorInfo]
    body: Callable[[Tensors], Tensors]

    def function(self) -> tf.Function:
        """The same for TensorFlow, which feeds inputs by name."""
        names = [tensor.name for tensor in self.inputs]

        def call(*values: tf.Tensor) -> Tensors:
            found = self.body(dict(zip(names, values, strict=True)))
            for tensor in self.outputs:
                found[tensor.name].set_shape(tensor.shape)
            return {tensor.name: found[tensor.name] for tensor in self.outputs}

        return tf.function(call, input_signature=[tensor.spec() for tensor in self.inputs], autograph=False)


class Signatures:
    """Builds them all for one model."""

    def __init__(
        self,
        network: Network,
        outputs: Sequence[TensorInfo],
        tasks: Sequence[Task],
        learner: Learner,
        optimizer: Optimizer,
        variables: Sequence[Variable],
    ) -> None:
        self._network = network
        self._outputs = list(outputs)
        self._tasks = tasks
        self._learner = learner
        self._optimizer = optimizer
        self._variables = variables
        self._labels = [task.label for task in tasks]
        self._weights = [task.sample_weight for task in tasks]

    def all(self) -> dict[str, Signature]:
        """By name."""
        features, labelled = self._network.features, [*self._labels, *self._weights]
        scored = [
            TensorInfo("example_loss", "float32", (None,)),
            *(
                TensorInfo(name, "float32", ())
                for task in self._tasks
                for metric in task.metrics
                for name in (f"{metric.name}_sum", f"{metric.name}_count")
            ),
        ]
        mean_state = [MEAN_STATE_SCALE] if any(v.role == MEAN_STATE for v in self._variables) else []
        learnt = [*features, *labelled, FACTOR, *mean_state]
        report = [scored[0], TensorInfo("regularization_loss", "float32", ()), TensorInfo("finite", "bool", ())]
        gradients, updates = frames(self._variables, "gradient"), frames(self._variables, "update")
        every = [variable.tensor(index) for index, variable in enumerate(self._variables)]
        return {
            "predict": Signature(features, self._outputs, self._predict),
            "score": Signature([*self._outputs, *labelled], scored, self._score),
            "train": Signature(learnt, [*report, *gradients], lambda given: self._train(given, "gradient")),
            "apply": Signature([*gradients, COUNT, FACTOR], [APPLIED], self._apply),
            "train_updates": Signature(learnt, [*report, *updates], lambda given: self._train(given, "update")),
            "apply_updates": Signature([*updates, COUNT], [APPLIED], self._apply_updates),
            "evaluate": Signature([*features, *labelled], scored, self._evaluate),
            "get_variables": Signature([], every, self._get_variables),
            "set_variables": Signature(every, [APPLIED], self._set_variables),
            "set_learning_rate_scale": Signature([SCALE], [APPLIED], self._set_learning_rate_scale),
        }

    def _predict(self, given: Tensors) -> Tensors:
        outputs = self._network.forward(_pick(given, self._network.features), training=False).outputs
        return {output.name: value for output, value in zip(self._outputs, outputs, strict=True)}

    def _score(self, given: Tensors) -> Tensors:
        return self._scores(given, _pick(given, self._outputs))

    def _evaluate(self, given: Tensors) -> Tensors:
        return self._scores(given, list(self._predict(given).values()))

    def _scores(self, given: Tensors, outputs: list[tf.Tensor]) -> Tensors:
        labels, weights = _pick(given, self._labels), _pick(given, self._weights)
        losses = losses_of(self._tasks, outputs, labels, weights)
        return {"example_loss": losses.example, **metrics_of(self._tasks, outputs, labels, weights)}

    def _train(self, given: Tensors, payload: str) -> Tensors:
        step = self._learner.step(
            _pick(given, self._network.features), _pick(given, self._labels), _pick(given, self._weights)
        )
        checked = check(step, self._optimizer, self._variables, given.get("mean_state_scale"))
        keep_local_state(step, self._variables, checked.active)
        sent = self._learn(checked, given["factor"], payload)
        report = {
            "example_loss": step.losses.example,
            "regularization_loss": step.regularization,
            "finite": checked.finite,
        }
        return report | sent

    def _learn(self, checked: Checked, factor: tf.Tensor, payload: str) -> Tensors:
        optimizer, active = self._optimizer, checked.active
        scalars = optimizer.rule.scalars(optimizer.rate.current(factor) * active, active)
        optimizer.rate.advance(None, active)
        sent: Tensors = {}
        for weight in optimizer.weights:
            gradient = checked.gradients[weight.name]
            keys = [self._key(name, payload) for name in weight.names]
            if isinstance(gradient, SparseGradient):
                change = optimizer.rule.apply_rows(weight, gradient.indices, gradient.values, scalars)
                sent[f"{keys[0]}_indices"] = gradient.indices
                sent[f"{keys[0]}_values"] = gradient.values if payload == "gradient" else change
            else:
                changes = optimizer.rule.apply_dense(weight, gradient, scalars)
                parts = weight.parts(gradient) if payload == "gradient" else changes
                sent.update(zip(keys, parts, strict=True))
        for variable in self._variables:
            if variable.role == MEAN_STATE:
                variable.variable.assign_add(checked.changes[variable.name], read_value=False)
                sent[_place(variable, payload)] = checked.changes[variable.name]
        return sent

    def _apply(self, given: Tensors) -> Tensors:
        active, finite = _finite([v for v in given.values() if v.dtype.is_floating])
        optimizer = self._optimizer
        scalars = optimizer.rule.scalars(optimizer.rate.current(given["factor"]) * active, active)
        optimizer.rate.advance(given["count"], active)
        for weight in optimizer.weights:
            keys = [self._key(name, "gradient") for name in weight.names]
            if weight.lazy:
                rows = SparseGradient(given[f"{keys[0]}_indices"], given[f"{keys[0]}_values"])
                kept = rows.touched(rows.squares(), active)
                optimizer.rule.apply_rows(weight, kept.indices, kept.values, scalars)
            else:
                gradient = weight.joined([given[key] for key in keys])
                optimizer.rule.apply_dense(weight, tf.math.multiply_no_nan(gradient, active), scalars)
        for variable in self._variables:
            if variable.role == MEAN_STATE:
                _add(variable, given, "gradient", active)
        return {"applied": finite}

    def _apply_updates(self, given: Tensors) -> Tensors:
        active, finite = _finite([v for v in given.values() if v.dtype.is_floating])
        self._optimizer.rate.advance(given["count"], active)
        for variable in self._variables:
            if variable.exchange is not None:
                _add(variable, given, "update", active)
        return {"applied": finite}

    def _key(self, name: str, payload: str) -> str:
        return _place(next(variable for variable in self._variables if variable.name == name), payload)

    def _get_variables(self, _: Tensors) -> Tensors:
        return {v.tensor(index).name: v.variable.read_value() for index, v in enumerate(self._variables)}

    def _set_variables(self, given: Tensors) -> Tensors:
        for index, variable in enumerate(self._variables):
            variable.variable.assign(given[variable.tensor(index).name], read_value=False)
        return {"applied": tf.constant(True)}

    def _set_learning_rate_scale(self, given: Tensors) -> Tensors:
        self._optimizer.rate.scale.assign(given["scale"], read_value=False)
        return {"applied": tf.constant(True)}


def _pick(given: Mapping[str, tf.Tensor], tensors: Sequence[TensorInfo]) -> list[tf.Tensor]:
    return [given[tensor.name] for tensor in tensors]


def _place(variable: Variable, payload: str) -> str:
    if variable.exchange is None:
        raise ValueError(f"variable '{variable.name}' is not exchanged")
    return f"{payload}_{variable.exchange.index}"


def _finite(values: Sequence[tf.Tensor]) -> tuple[tf.Tensor, tf.Tensor]:
    finite = tf.math.is_finite(tf.add_n([tf.nn.l2_loss(value) for value in values]))
    return tf.cast(finite, tf.float32), finite


def _add(variable: Variable, given: Tensors, payload: str, active: tf.Tensor) -> None:
    name = _place(variable, payload)
    if variable.exchange is not None and variable.exchange.sparse:
        values = tf.math.multiply_no_nan(given[f"{name}_values"], active)
        add_rows(variable.variable, given[f"{name}_indices"], values)
    else:
        variable.variable.assign_add(tf.math.multiply_no_nan(given[name], active), read_value=False)
