"""Every variable of an exported model, with its role and its place in the frames that replicas exchange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from tensair.tensors import TensorInfo

TRAINABLE, SLOT, COUNTER = "trainable", "slot", "counter"
MEAN_STATE, LOCAL_STATE, CONSTANT = "mean-state", "local-state", "constant"


@dataclass(frozen=True)
class Exchange:
    """The place of a variable in a frame."""

    index: int
    sparse: bool


@dataclass(frozen=True)
class Variable:
    """One row of the card's `variables`."""

    name: str
    variable: tf.Variable
    role: str
    connected: bool = True
    exchange: Exchange | None = None
    rank_offset: tuple[int, ...] | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """All sizes are known."""
        return tuple(self.variable.shape.as_list())

    def tensor(self, index: int) -> TensorInfo:
        """What `get_variables` and `set_variables` carry."""
        return TensorInfo(f"variable_{index}", self.variable.dtype.name, self.shape)

    def frame(self, prefix: str) -> list[TensorInfo]:
        """What carries its gradient or update; nothing if it is not exchanged."""
        if self.exchange is None:
            return []
        name, dtype = f"{prefix}_{self.exchange.index}", self.variable.dtype.name
        if self.exchange.sparse:
            return [
                TensorInfo(f"{name}_indices", "int32", (None,)),
                TensorInfo(f"{name}_values", dtype, (None, *self.shape[1:])),
            ]
        return [TensorInfo(name, dtype, self.shape)]

    def json(self) -> dict[str, Any]:
        """For the card."""
        exchange = None if self.exchange is None else {"index": self.exchange.index, "sparse": self.exchange.sparse}
        return {
            "name": self.name,
            "dtype": self.variable.dtype.name,
            "shape": list(self.shape),
            "role": self.role,
            "connected": self.connected,
            "exchange": exchange,
            "rank_offset": None if self.rank_offset is None else list(self.rank_offset),
        }


def frames(variables: Sequence[Variable], prefix: str) -> list[TensorInfo]:
    """All tensors of a frame, in order."""
    return [tensor for variable in variables for tensor in variable.frame(prefix)]
