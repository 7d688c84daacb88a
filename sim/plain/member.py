"""What every agent of the plain company is."""

from typing import TYPE_CHECKING

import mesa

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany


class Member(mesa.Agent):
    """A Mesa agent that is numbered by its company."""

    model: "PlainCompany"

    def __init__(self, model: "PlainCompany") -> None:
        super().__init__(model)
        self.unique_id = next(model.numbers)
        # Mesa 3.3 keeps every model that ever had an agent alive through this table.
        getattr(mesa.Agent, "_ids", {}).pop(model, None)
