"""Models that many tests share, exported once."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

from collections.abc import Callable
from pathlib import Path

import keras
import pytest

import models
import tensair
from loaded import Loaded


@pytest.fixture(scope="session")
def mixed_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Embedding, dense layers and Adam, exchanging updates."""
    path = tmp_path_factory.mktemp("mixed")
    keras.utils.set_random_seed(1)
    tensair.export(models.mixed(), path, loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    return path


@pytest.fixture
def mixed(mixed_path: Path) -> Callable[[], Loaded]:
    """Loads a replica of it."""
    return lambda: Loaded(mixed_path)


@pytest.fixture(scope="session")
def stateful_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Batch normalisation and dropout."""
    path = tmp_path_factory.mktemp("stateful")
    keras.utils.set_random_seed(2)
    tensair.export(models.stateful(), path, loss="mse", optimizer=keras.optimizers.SGD(0.1), metrics=["mae"])
    return path


@pytest.fixture
def stateful(stateful_path: Path) -> Callable[[], Loaded]:
    """Loads a replica of it."""
    return lambda: Loaded(stateful_path)
