"""A replica in Python: the signatures of a loaded model, called with arrays."""

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from tensair.card import read_card


class Loaded:
    def __init__(self, path: Path) -> None:
        self.card = read_card(path)
        self._signatures = tf.saved_model.load(str(path)).signatures

    def __call__(self, signature: str, given: dict[str, Any]) -> dict[str, Any]:
        """Call a signature; weights and factors that are not given are 1."""
        features = self.card["features"][0]["name"]
        size = len(given[features]) if features in given else 0
        ones = {label["sample_weight"]: np.ones(size, np.float32) for label in self.card["labels"]}
        full = {"factor": np.float32(1), "mean_state_scale": np.float32(1), "count": np.int64(1), **ones, **given}
        inputs = self.card["signatures"][signature]["inputs"]
        tensors = {t["name"]: tf.constant(full[t["name"]], t["dtype"]) for t in inputs}
        return {name: value.numpy() for name, value in self._signatures[signature](**tensors).items()}

    def variables(self) -> dict[str, Any]:
        """Values by the card's names."""
        values = self("get_variables", {})
        return {v["name"]: values[f"variable_{index}"] for index, v in enumerate(self.card["variables"])}

    def set(self, values: dict[str, Any]) -> None:
        """Set all variables, by the card's names."""
        named = {f"variable_{index}": values[v["name"]] for index, v in enumerate(self.card["variables"])}
        self("set_variables", named)

    def of_role(self, *roles: str) -> dict[str, Any]:
        """Values of the variables of some roles."""
        wanted = [v["name"] for v in self.card["variables"] if v["role"] in roles]
        values = self.variables()
        return {name: values[name] for name in wanted}


def assert_close(found: dict[str, Any], required: dict[str, Any], tolerance: float = 1e-5) -> None:
    assert found.keys() == required.keys()
    for name, value in required.items():
        np.testing.assert_allclose(found[name], value, rtol=tolerance, atol=tolerance, err_msg=name)


def assert_same(found: dict[str, Any], required: dict[str, Any]) -> None:
    assert found.keys() == required.keys()
    for name, value in required.items():
        np.testing.assert_array_equal(found[name], value, err_msg=name)
