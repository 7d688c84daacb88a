"""What is worked out at most once a week, such as ranks that several measures read."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from sim.company.company import Company

Reading = TypeVar("Reading", bound=Callable[..., Any])


def once_a_week(make: Reading) -> Reading:
    """Keep what a function of a company, and of names, comes to until the next week, whatever is written since."""

    @wraps(make)
    def found(company: "Company", *names: str) -> object:
        if (known := company.this_week.get((found, names))) is None:
            known = company.this_week[found, names] = make(company, *names)
        return known

    return cast(Reading, found)
