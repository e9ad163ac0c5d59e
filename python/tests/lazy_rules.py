"""What lazy optimizers do to a table, written plainly: the reference the exported ones are held against.

Only rows whose summed gradient is not zero are touched: their slots, and they themselves. All others stay as they are.
"""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def sgd(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    table[row] -= 0.1 * gradient


def momentum(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    slots["momentum"][row] = 0.9 * slots["momentum"][row] - 0.1 * gradient
    table[row] += slots["momentum"][row]


def nesterov(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    slots["momentum"][row] = 0.9 * slots["momentum"][row] - 0.1 * gradient
    table[row] += 0.9 * slots["momentum"][row] - 0.1 * gradient


def adam(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    slots["momentum"][row] = 0.9 * slots["momentum"][row] + 0.1 * gradient
    slots["velocity"][row] = 0.999 * slots["velocity"][row] + 0.001 * gradient**2
    corrected = slots["momentum"][row] / (1 - 0.9**step)
    root = np.sqrt(slots["velocity"][row] / (1 - 0.999**step))
    table[row] -= 0.01 * corrected / (root + 1e-7 / np.sqrt(1 - 0.999**step))


def adam_without_momentum(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    slots["velocity"][row] = 0.999 * slots["velocity"][row] + 0.001 * gradient**2
    rate = 0.01 * np.sqrt(1 - 0.999**step)
    table[row] -= rate * gradient / (np.sqrt(slots["velocity"][row]) + 1e-7)


def adamw(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    decay = 0.01 * 0.1 * table[row]
    adam(table, slots, gradient, row, step)
    table[row] -= decay


def rmsprop(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    slots["velocity"][row] = 0.9 * slots["velocity"][row] + 0.1 * gradient**2
    table[row] -= 0.01 * gradient / np.sqrt(slots["velocity"][row] + 1e-7)


def adagrad(table: Array, slots: dict[str, Array], gradient: Array, row: int, step: int) -> None:
    slots["accumulator"][row] += gradient**2
    table[row] -= 0.1 * gradient / np.sqrt(slots["accumulator"][row] + 1e-7)
