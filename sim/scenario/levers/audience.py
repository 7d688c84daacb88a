"""The audience: who sees whose number. Amazon's board for all, then for person and manager; Meta's top 250."""

from typing import Any, Literal, Self, get_args

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.scenario.setting import Definition, setting

Who = Literal["nobody", "self", "manager", "team", "company"]


class Audience(Definition):
    """Who sees whose number; the word alone will do."""

    who: Who = setting("nobody", unit="choice", how="nobody, self, manager, team or company")
    ranked: Literal["people", "teams"] = setting("people", unit="choice", how="whether people or teams are ranked")
    top: int | None = setting(
        None, unit="people", ge=1, how="how many of the highest are shown, on a company's board; empty: all"
    )
    names: bool = setting(
        True, unit="yes or no", how="whether names stand on the board; without them rank is one's own"
    )

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        return {"who": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _top_is_of_the_company(self) -> Self:
        if self.top is not None and (self.who != "company" or self.ranked != "people"):
            raise ValueError("only a company's board of people can show the top alone")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that the word alone will do."""
        return {"anyOf": [{"enum": list(get_args(Who)), "type": "string"}, handler(core)]}

    @property
    def compared(self) -> bool:
        """Whether people are seen beside others."""
        return self.who in ("manager", "team", "company")
