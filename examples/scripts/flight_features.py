"""What is known of a flight at its scheduled departure, as the flights example looks it up.

    python flight_features.py    # a minute; writes features.sample.json

A plain second implementation of the example's features, for peers written in Python; the sample is
what a test of the example compares its own with. Times are minutes; windows reach from just after
``time - length`` to ``time`` and include both streams' ties.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Key = tuple[str, ...]
REPORTS = ("temp", "dewp", "humid", "wind_speed", "precip", "pressure", "visib")
DATA = Path(__file__).resolve().parent.parent / "data" / "flights"
SAMPLED = range(250, 20_000, 790)
TURNAROUND = (
    *("aircraft_known", "aircraft_delay", "aircraft_slack", "aircraft_tight"),
    *("landed_known", "landed_delay", "landed_since", "landed_slack", "landed_tight"),
)
SUMMER = range(98_040, 440_700)  # daylight saving: the clock is an hour ahead
HOUR, DAY, EVER = 60, 24 * 60, 10**9
LATELY = (20, 2 * HOUR, DAY)
LATE_SHARE, DELAY = 0.22, 0.2  # priors: what a window without rows tells
EARLY = -0.25  # hours: what a flight counts as that left long ahead of schedule


def main() -> None:
    """Write the numbers of a few flights, without weather that is missing."""
    features, rows = Features(DATA), []
    for index, flight in zip(range(SAMPLED.stop), read(DATA / "flights.csv.gz"), strict=False):
        weather, trailing = features.weather(flight), features.trailing(flight)
        aircraft, _ = features.turnaround(flight)
        if index in SAMPLED:
            numbers = {"distance": flight["distance"], **weather, **trailing, **aircraft}
            rows.append({"flight": index, **{k: round(v, 9) for k, v in numbers.items()}})
    lines = ",\n".join(json.dumps(row) for row in rows)
    (DATA / "features.sample.json").write_text(f"[\n{lines}\n]\n")


class Trailing:
    """Sum and count of the values of a key over the newest ``length`` minutes."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.rows: defaultdict[Key, deque[tuple[int, float]]] = defaultdict(deque)
        self.sums: defaultdict[Key, float] = defaultdict(float)

    def add(self, key: Key, time: int, value: float) -> None:
        """Take a value; times of a key never fall."""
        self.rows[key].append((time, value))
        self.sums[key] += value

    def read(self, key: Key, time: int) -> tuple[float, int]:
        """Sum and count in (time - length, time]."""
        rows = self.rows[key]
        while rows and rows[0][0] <= time - self.length:
            self.sums[key] -= rows.popleft()[1]
        return self.sums[key], len(rows)

    def mean(self, key: Key, time: int, prior: float, weight: float = 2) -> float:
        """The mean, drawn towards a prior that weighs as much as ``weight`` rows."""
        total, count = self.read(key, time)
        return (total + prior * weight) / (count + weight)


class Features:
    """Reads the other files up to each flight; flights must come in their order."""

    def __init__(self, data: Path) -> None:
        self.streams = {name: Stream(data, name) for name in ("departures", "arrivals", "labels")}
        self.scheduled, self.reports = Stream(data, "flights"), Stream(data, "weather")
        self.late = {minutes: Trailing(minutes) for minutes in (*LATELY, EVER)}
        self.delays = {minutes: Trailing(minutes) for minutes in LATELY}
        self.landed = Trailing(2 * HOUR)
        self.due = Trailing(1)
        self.hung, self.released = Trailing(3 * HOUR), Trailing(3 * HOUR)
        self.waiting: defaultdict[Key, int] = defaultdict(int)
        self.left: dict[str, Row] = {}
        self.arrived: dict[str, Row] = {}
        self.report: dict[str, Row] = {}

    def weather(self, flight: Row) -> dict[str, float]:
        """The newest report at the origin, less than two hours old; missing values are left out."""
        time = flight["time"]
        for row in self.reports.until(time):
            self.report[row["origin"]] = row
        row = self.report.get(flight["origin"], {"time": -DAY})
        if time - row["time"] >= 2 * HOUR:
            return {}
        return {column: float(row[column]) for column in REPORTS if row[column] != ""}

    def trailing(self, flight: Row) -> dict[str, float]:
        """Recent lateness, flights that wait, and the aircraft's last leg."""
        time = flight["time"]
        self.advance(time)
        at, of, to = (flight["origin"],), (flight["carrier"],), (flight["dest"], "to")
        both = at + of
        late, delays, found = self.late, self.delays, {}
        for name, key in (("at", at), ("of", of), ("both", both), ("to", to)):
            for minutes in LATELY:
                found[f"late_{name}_{minutes}"] = late[minutes].mean(key, time, LATE_SHARE)
                delay = delays[minutes].mean(key, time, DELAY)
                found[f"delay_{name}_{minutes}"] = math.sqrt(delay - EARLY)
        found["labels_both"] = math.log1p(late[2 * HOUR].read(both, time)[1])
        number = (*both, str(flight["flight"]))
        found["late_number"] = late[EVER].mean(number, time, LATE_SHARE, 5)
        now = found["scheduled_at"] = self.due.read(at, time)[1]
        for name, key in (("at", at), ("both", both)):
            # Of the carrier those of this very minute stay: seldom more than the flight itself.
            waiting = self.waiting[key] - (now if key == at else 0)
            found[f"waiting_{name}"] = math.log1p(waiting)
            overdue = self.hung.read(key, time)[0] - self.released.read(key, time)[0]
            found[f"overdue_{name}"] = math.log1p(max(0.0, overdue))
        found["landed_to"] = self.landed.mean(to, time, 0)
        return {key: float(value) for key, value in found.items()}

    def turnaround(self, flight: Row) -> tuple[dict[str, float], int]:
        """Whether the aircraft can be back from its last leg: times in hours, and a level.

        What is not known is 0. The level counts quarters of an hour of slack from 1 to 24; 0 if
        there is no recent leg. Call it after ``trailing``.
        """
        time, leg = flight["time"], self.left.get(flight["aircraft"])
        found: dict[str, float] = dict.fromkeys(TURNAROUND, 0.0)
        if leg is None or time - leg["time"] >= 10 * HOUR:
            return found, 0
        flying = leg["distance"] / 7.6 + 40
        actual = leg["time"] - max(leg["delay"], 1) + leg["delay"]
        slack = hours(time - actual - 2 * flying - 45)
        found |= {"aircraft_known": 1, "aircraft_delay": delay_hours(leg)}
        found |= {"aircraft_slack": slack, "aircraft_tight": math.tanh(3 * slack)}
        arrival = self.arrived.get(flight["aircraft"])
        if arrival is not None and arrival["time"] >= leg["time"]:
            slack = hours(time - arrival["time"] - flying - 40)
            found |= {"landed_known": 1, "landed_delay": arrival_hours(arrival)}
            found |= {"landed_since": (time - arrival["time"]) / 60}
            found |= {"landed_slack": slack, "landed_tight": math.tanh(3 * slack)}
            slack = hours(time - arrival["time"] - (arrival["time"] - actual) - 35)
        level = 1 + min(max(math.floor((slack + 2) / 0.25), 0), 23)
        return {key: float(value) for key, value in found.items()}, level

    def advance(self, time: int) -> None:
        """Take what has happened until ``time``, which is included."""
        for row in self.scheduled.until(time):
            for key in keys(row):
                self.waiting[key] += 1
            self.due.add((row["origin"],), row["time"], 1)
        for row in self.streams["departures"].until(time):
            self.left[row["aircraft"]] = row
            in_time = row["delay"] <= 15
            for key in everyone(row):
                for window in self.delays.values():
                    window.add(key, row["time"], delay_hours(row))
            for key in keys(row):
                self.waiting[key] -= in_time
                self.released.add(key, row["time"], not in_time)
        for row in self.streams["labels"].until(time):
            self.take_label(row)
        for row in self.streams["arrivals"].until(time):
            self.arrived[row["aircraft"]] = row
            self.landed.add((row["dest"], "to"), row["time"], arrival_hours(row))

    def take_label(self, row: Row) -> None:
        """A label tells of origin, carrier, destination and number; a late one waits no more."""
        number = (row["origin"], row["carrier"], str(row["flight"]))
        for minutes, window in self.late.items():
            for key in everyone(row) if minutes <= DAY else (number,):
                window.add(key, row["time"], row["late"])
        for key in keys(row):
            self.waiting[key] -= row["late"]
            self.hung.add(key, row["time"], row["late"])


class Stream:
    """A data file read in step with the flights."""

    def __init__(self, data: Path, name: str) -> None:
        self.rows = read(data / f"{name}.csv.gz")
        self.next = next(self.rows, None)

    def until(self, time: int) -> Iterator[Row]:
        """The rows not given yet whose time has come."""
        while self.next is not None and self.next["time"] <= time:
            yield self.next
            self.next = next(self.rows, None)


def read(path: Path) -> Iterator[Row]:
    """The rows of a data file; what looks like a whole number is one."""
    with gzip.open(path, "rt", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {key: int(v) if v.lstrip("-").isdigit() else v for key, v in row.items()}


def keys(row: Row) -> tuple[Key, Key]:
    """The origin, and the origin with the carrier."""
    return (row["origin"],), (row["origin"], row["carrier"])


def everyone(row: Row) -> tuple[Key, ...]:
    """The origin, the origin with the carrier, the carrier and the destination."""
    return (*keys(row), (row["carrier"],), (row["dest"], "to"))


def local_minute(time: int) -> int:
    """The minute on the clock in New York."""
    return time + HOUR if time in SUMMER else time


def hours(minutes: float) -> float:
    """Minutes in hours, between -4 and 6."""
    return min(max(minutes / HOUR, -4), 6)


def delay_hours(departure: Row) -> float:
    """The delay at departure; neither early birds nor extremes shall dominate a mean."""
    return float(min(max(departure["delay"] / HOUR, EARLY), 3))


def arrival_hours(arrival: Row) -> float:
    """The delay at arrival, bounded too."""
    return float(min(max(arrival["delay"], -30), 180) / HOUR)


if __name__ == "__main__":
    main()
