"""Writes the functions behind a SavedModel's signatures out into its graph.

TensorFlow saves a signature as one node that calls a function that calls a function. A session pays for these calls
at every step, and its graph optimizer sees less. Python loads the functions themselves and does not look at the graph,
so only callers through a session (Java, C) see the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tensorflow.core.framework import node_def_pb2
from tensorflow.core.protobuf import saved_model_pb2
from tensorflow.python.framework import function_def_to_graph

CALLS = ("PartitionedCall", "StatefulPartitionedCall")
READS = ("ReadVariableOp", "ResourceGather", "VarHandleOp")
COPIES = ("Identity", "IdentityN", "StopGradient", "PreventGradient")
INTERNAL = "__saved_model"


@dataclass(frozen=True)
class Body:
    """A function written out: what its outputs are called now, and what must run with it."""

    nodes: list[Any]
    outputs: list[str]
    effects: list[str]


def flatten(directory: Path) -> None:
    """Rewrite the graph of a SavedModel in place."""
    file = directory / "saved_model.pb"
    saved = saved_model_pb2.SavedModel()
    saved.ParseFromString(file.read_bytes())
    for meta_graph in saved.meta_graphs:
        _flatten(meta_graph)
    file.write_bytes(saved.SerializeToString(deterministic=True))


def _flatten(meta_graph: Any) -> None:
    graph = meta_graph.graph_def
    library = {function.signature.name: function for function in graph.library.function}
    nodes = {node.name: node for node in graph.node}
    for key in sorted(meta_graph.signature_def):
        if key.startswith(INTERNAL):
            continue
        signature = meta_graph.signature_def[key]
        call = nodes[next(iter(signature.outputs.values())).name.split(":")[0]]
        body = _written_out(call, key, library)
        _leave_out_identities(body)
        inner = {node.name: node for node in body.nodes}
        effects = [f"^{effect}" for effect in body.effects if inner[effect].op not in READS]
        added = [node_def_pb2.NodeDef(name=f"{key}/done", op="NoOp", input=effects)] if effects else []
        for name, tensor in sorted(signature.outputs.items()):
            source = _behind_identities(body.outputs[int(tensor.name.split(":")[1])], inner)
            output = node_def_pb2.NodeDef(name=f"{key}/{name}", op="Identity", input=[source])
            output.attr["T"].type = tensor.dtype
            if effects:
                output.input.append(f"^{key}/done")
            added.append(output)
            tensor.name = f"{output.name}:0"
        graph.node.remove(call)
        graph.node.extend(_needed(body.nodes, added))
        graph.node.extend(added)


def _leave_out_identities(body: Body) -> None:
    """Let every operation take its inputs from where copies of them come from."""
    nodes = {node.name: node for node in body.nodes}
    for node in body.nodes:
        node.input[:] = [name if name.startswith("^") else _behind_identities(name, nodes) for name in node.input]


def _behind_identities(tensor: str, nodes: Mapping[str, Any]) -> str:
    """What a tensor is a copy of: functions end in identities that wait for all effects; so do our outputs."""
    while True:
        name, _, index = tensor.partition(":")
        node = nodes.get(name)
        if node is None or node.op not in COPIES:
            return tensor
        tensor = node.input[int(index or 0)]


def _needed(nodes: Sequence[Any], ends: Sequence[Any]) -> list[Any]:
    """Leave out what no output and no effect asks for."""
    by_name = {node.name: node for node in nodes}
    seen: set[str] = set()
    waiting = [name for end in ends for name in end.input]
    while waiting:
        name = waiting.pop().lstrip("^").split(":")[0]
        if name in by_name and name not in seen:
            seen.add(name)
            waiting.extend(by_name[name].input)
    return [node for node in nodes if node.name in seen]


def _written_out(call: Any, prefix: str, library: dict[str, Any]) -> Body:
    function = library[call.attr["f"].func.name]
    body, flat_names = function_def_to_graph.function_def_to_graph_def(function)
    given = {argument.name: tensor for argument, tensor in zip(function.signature.input_arg, call.input, strict=False)}
    renamed: dict[str, str] = {f"{name}:0": tensor for name, tensor in given.items()}
    effects: dict[str, list[str]] = {}
    nodes: list[Any] = []
    for node in body.node:
        if node.name in given:
            continue
        node.name, old = f"{prefix}/body/{node.name}", node.name
        # Colocation names nodes as they were called in the function.
        node.attr.pop("_class", None)
        if node.op in CALLS and node.attr["f"].func.name in library:
            node.input[:] = _inputs(node, prefix, renamed, effects)
            inner = _written_out(node, node.name, library)
            nodes.extend(inner.nodes)
            renamed.update({f"{old}:{index}": tensor for index, tensor in enumerate(inner.outputs)})
            effects[old] = inner.effects
            continue
        nodes.append(node)
        node.input[:] = _inputs(node, prefix, renamed, effects)
    outputs = [
        _tensor(flat_names[function.ret[output.name]], prefix, renamed) for output in function.signature.output_arg
    ]
    held = [effect for name in function.control_ret.values() for effect in effects.get(name, [f"{prefix}/body/{name}"])]
    return Body(nodes, outputs, held)


def _inputs(node: Any, prefix: str, renamed: dict[str, str], effects: dict[str, list[str]]) -> list[str]:
    inputs = []
    for name in node.input:
        if name.startswith("^"):
            inputs += [f"^{effect}" for effect in effects.get(name[1:], [f"{prefix}/body/{name[1:]}"])]
        else:
            inputs.append(_tensor(name, prefix, renamed))
    return inputs


def _tensor(name: str, prefix: str, renamed: dict[str, str]) -> str:
    full = name if ":" in name else f"{name}:0"
    return renamed.get(full, f"{prefix}/body/{full}")
