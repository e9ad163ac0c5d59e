"""A card in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from tensair.card import Card


def describe(card: Card) -> str:
    """Some lines for people: what goes in and out, what is learnt, what is exchanged."""
    exchange = card["exchange"]
    variables = card["variables"]
    weights = sum(math.prod(v["shape"]) for v in variables if v["role"] == "trainable")
    commutes = "any order" if exchange["commutes"] else "order matters"
    makers = ", ".join(f"{name} {version}" for name, version in card["makers"].items())
    return "\n".join(
        [
            f"{card['name']}: {weights:,} weights, {card['optimizer']['name']}, contract {card['contract']}",
            f"  features   {_tensors(card['features'])}",
            f"  outputs    {_tensors(card['outputs'])}",
            f"  labels     {_tensors(card['labels'])}",
            f"  metrics    {', '.join(metric['name'] for metric in card['metrics']) or 'none'}",
            f"  exchange   {exchange['payload']}, {commutes}, coalesce {exchange['coalesce']}",
            f"  made by    {makers}",
            f"  identity   {card['fingerprint']}",
            "  variables",
            *(f"    {index:>3} {_variable(variable)}" for index, variable in enumerate(variables)),
        ]
    )


def _tensors(tensors: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{t['name']} {t['dtype']}{_shape(t['shape'])}" for t in tensors)


def _variable(variable: Mapping[str, Any]) -> str:
    exchange = variable["exchange"]
    place = "" if exchange is None else f", frame {exchange['index']}{' sparse' if exchange['sparse'] else ''}"
    unconnected = "" if variable["connected"] else ", unconnected"
    return f"{variable['name']} {variable['dtype']}{_shape(variable['shape'])} {variable['role']}{unconnected}{place}"


def _shape(shape: Sequence[int | None]) -> str:
    return "[" + ",".join("?" if size is None else str(size) for size in shape) + "]"
