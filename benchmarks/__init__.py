"""How fast the simulation is: `make bench` measures all that is asked of it and writes `README.md` here."""
