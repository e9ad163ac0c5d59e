"""Models that Java has trained and saved, which its tests leave in their build folder."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tensair
from loaded import Loaded

SAVED = Path(__file__).parents[2] / "tensorflow" / "target" / "saved"


def batch(card: dict[str, Any], rows: int) -> dict[str, Any]:
    """Rows of zeros; weights and factors are added where the signature is called."""
    tensors = [*card["features"], *card["labels"]]
    return {t["name"]: np.zeros([rows, *t["shape"][1:]], t["dtype"]) for t in tensors}


@pytest.mark.parametrize("name", ["flights", "images", "words", "tables"])
def test_python_goes_on_where_java_stopped(name: str) -> None:
    path = SAVED / name
    if not path.exists():
        pytest.skip("make test-java has not run")
    loaded = Loaded(path)
    written = (path / "assets.extra" / "variables.bin").read_bytes()
    found = loaded.variables()
    assert b"".join(np.asarray(value).tobytes() for value in found.values()) == written
    assert found["iteration"] == 5
    assert tensair.verify(path) == []
    form = "train" if loaded.card["exchange"]["payload"] == "gradients" else "train_updates"
    assert loaded(form, batch(loaded.card, 4))["finite"]
    assert loaded.variables()["iteration"] == 6
