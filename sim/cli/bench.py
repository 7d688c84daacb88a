"""``goodhart bench``: how fast the simulation is on this machine."""

from sim.cli.console import show, show_json, tell
from sim.cli.options import Json


def bench(as_json: Json = False) -> None:
    """Measure employee-weeks a second, against plain Mesa."""
    from sim.cli import tables
    from sim.experiment.benchmark import bench as measured

    tell("Both models at several sizes, one after the other, on one core: about a minute.")
    speeds = []
    for speed in measured():
        tell(f"{speed.name}, {speed.people:,} people, {speed.worlds} at once: {speed.seconds:.2f} s")
        speeds.append(speed)
    if as_json:
        show_json([speed.as_json() for speed in speeds])
    else:
        show(tables.speeds(speeds), "Plain Mesa is stepped for a few weeks and scaled to all of them.")
