import pytest

from sim.charts.numbers import UNDEFINED, Form, estimate, number, sentence


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize(
    ("value", "form", "signed", "written"),
    [
        (0.1234, "share", False, "12.3 %"),
        (0.1234, "share", True, "+12.3 points"),
        (0.0, "share", False, "0.0 %"),
        (-0.00001, "number", True, "-0.000010"),
        (0.0, "number", True, "0.000"),
        (1.1234, "number", False, "1.123"),
        (0.00234, "number", False, "0.0023"),
        (12345.6, "number", False, "12,346"),
        (12345.6, "money", False, "$12,346"),
        (-12.5, "money", True, "-$12.50"),
        (float("nan"), "share", True, UNDEFINED),
        (float("inf"), "number", False, UNDEFINED),
    ],
)
def test_a_number_is_written_as_its_form_asks(value: float, form: Form, signed: bool, written: str) -> None:
    assert plain(number(value, form, signed=signed)) == written


@pytest.mark.parametrize(
    ("values", "form", "written"),
    [
        ((0.0121, 0.0118, 0.0124), "number", ("0.0121", "0.0118 to 0.0124")),
        ((0.012, -0.4, 0.424), "number", ("0.0", "-0.4 to 0.4")),
        ((0.000049, -0.007399, 0.007497), "number", ("0.000", "-0.007 to 0.007")),
        ((0.0055, 0.0027, 0.0083), "number", ("0.0055", "0.0027 to 0.0083")),
        ((0.0356, 0.0328, 0.0384), "number", ("0.036", "0.033 to 0.038")),
        ((1.196, 1.150, 1.282), "number", ("1.20", "1.15 to 1.28")),
        ((0.2005, 0.1998, 0.2013), "number", ("0.201", "0.200 to 0.201")),
        ((-0.000695, -0.000704, -0.000686), "number", ("-0.00069", "-0.00070 to -0.00069")),
        ((-0.000693, -0.000698, -0.000689), "number", ("-0.00069", "-0.00070 to -0.00069")),
        ((1.00031, 1.00029, 1.00033), "number", ("1.00031", "1.00029 to 1.00033")),
        ((5e-8, 4e-8, 6e-8), "number", ("0.000000", "0.000000 to 0.000000")),
        ((0.25, 0.227, 0.273), "share", ("25.0 %", "22.7 to 27.3")),
        ((0.354, 0.304, 0.406), "share", ("35 %", "30 to 41")),
        ((-23.19, -24.59, -21.78), "money", ("-$23", "-$25 to -$22")),
        ((0.31, 0.305, 0.315), "money", ("$0.31", "$0.30 to $0.32")),
        ((152.4, 148.1, 155.2), "money", ("$152", "$148 to $155")),
        ((1.5, float("nan"), float("nan")), "number", ("1.500", "")),
        ((float("nan"),) * 3, "share", (UNDEFINED, "")),
    ],
)
def test_a_mean_and_its_interval_have_as_many_digits_as_the_interval_carries(
    values: tuple[float, float, float], form: Form, written: tuple[str, str]
) -> None:
    mean, interval = estimate(*values, form)
    assert (plain(mean), plain(interval)) == written


def test_a_sentence_carries_its_uncertainty_or_says_that_there_is_none() -> None:
    assert plain(sentence(0.02, 0.01, 0.03, signed=True)) == "+0.020 (95 % interval +0.010 to +0.030)"
    assert sentence(0.02, float("nan"), float("nan")) == "0.020 (no interval: one company)"
    assert sentence(*[float("nan")] * 3) == UNDEFINED
