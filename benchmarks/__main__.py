"""``python -m benchmarks``: measure all that is asked of the speed; see `README.md`."""

import argparse
import sys
from pathlib import Path

import sim
from benchmarks import company, lines
from benchmarks.alone import alone
from benchmarks.floor import numbers_of, watch
from benchmarks.page import described, ordered, page
from benchmarks.rounds import Sizes, rounds

README = Path(__file__).with_name("README.md")


def main(arguments: list[str] | None = None, sizes: Sizes | None = None) -> None:
    """Measure, say what was found, and write the page unless it is only a quick look."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="how often everything is measured")
    options.add_argument("--quick", action="store_true", help="one round; nothing is written")
    options.add_argument("--keep", action="store_true", help="keep the ratios as those of a release")
    options.add_argument("--page", type=Path, default=README, help="where the page is written")
    chosen = options.parse_args(arguments)
    sizes = sizes or Sizes()

    machine = described()
    tell(machine)
    deeds = alone(watch, sizes.large, sizes.weeks)
    done = rounds(1 if chosen.quick else chosen.rounds, sizes, deeds, tell)
    print(ordered(done))
    now = lines.ratios(done)
    for name, ratio in now.items():
        print(f"{ratio:>8.3g}  {name}")
    fell = list(lines.fallen(now, lines.last_release()))
    print("Fallen by more than a fifth:" if fell else "No ratio has fallen by more than a fifth.", *fell, sep="\n  ")
    floor = numbers_of(deeds, sizes.large, sizes.weeks)
    if grew := list(lines.grown(floor, lines.last_release("floor"))):
        print("The floor has grown, which flatters ratios to it:", *grew, sep="\n  ")
    if lines.is_defined_otherwise():
        print("The floor is put together otherwise than it was: ratios to it do not compare.")
    if chosen.quick:
        return
    steps = alone(company.by_step, sizes.large, sizes.weeks)
    chosen.page.write_text(page(machine, done, sizes, deeds, steps, alone(company.measures)), "utf-8")
    if chosen.keep:
        lines.keep(now, floor, sim.__version__)


def tell(message: str) -> None:
    """Say how far it is."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
