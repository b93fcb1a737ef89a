"""Tables that come with packages of the registry: read without a crash, and none of them gets a false error.

``OUTCOMES`` keeps what is understood of each: rows and figures; none has a finding. The tables of packages that
constraints.txt pins are read wherever `make test` runs; any other package is skipped where it is not installed.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from supply import pins

from checker import check
from checker.engine import intake

# package, file in it → rows, figures
OUTCOMES = {
    ("sklearn", "datasets/data/iris.csv"): (151, 0),  # no header: nothing says what a figure is of
    ("sklearn", "datasets/data/wine_data.csv"): (179, 0),
    ("sklearn", "datasets/data/breast_cancer.csv"): (570, 0),
    ("sklearn", "datasets/data/linnerud_exercise.csv"): (20, 0),  # columns divided by spaces alone
    ("sklearn", "datasets/data/linnerud_physiological.csv"): (20, 0),
    ("gapminder", "gapminder.csv"): (1704, 5112),
    ("palmerpenguins", "data/penguins.csv"): (344, 1368),
    ("palmerpenguins", "data/penguins-raw.csv"): (344, 2373),
    ("vega_datasets", "_data/seattle-weather.csv"): (1461, 5844),
    ("vega_datasets", "_data/cars.json"): (406, 2422),
    ("vega_datasets", "_data/stocks.csv"): (560, 560),
    ("statsmodels", "datasets/macrodata/macrodata.csv"): (203, 2436),
    ("statsmodels", "datasets/longley/longley.csv"): (16, 112),
    ("statsmodels", "datasets/elnino/elnino.csv"): (61, 732),
    ("statsmodels", "datasets/fair/fair_pt.csv"): (601, 6010),
    ("statsmodels", "datasets/co2/co2.csv"): (2284, 2225),
    ("statsmodels", "datasets/fertility/fertility.csv"): (219, 10284),
    ("statsmodels", "discrete/tests/results/ships.csv"): (40, 314),  # a column of codes that are amounts
    ("vega_datasets", "_data/us-employment.csv"): (120, 2760),
    ("vega_datasets", "_data/iowa-electricity.csv"): (51, 51),
    ("vega_datasets", "_data/wheat.json"): (52, 102),
    ("vega_datasets", "_data/la-riots.csv"): (63, 62),
    ("vega_datasets", "_data/crimea.json"): (24, 72),
    ("vega_datasets", "_data/anscombe.json"): (44, 88),
    ("vega_datasets", "_data/barley.json"): (120, 120),
    ("vega_datasets", "_data/burtin.json"): (16, 48),
    ("vega_datasets", "_data/driving.json"): (55, 110),
    ("vega_datasets", "_data/iris.json"): (150, 600),
    ("vega_datasets", "_data/ohlc.json"): (44, 220),
    ("vega_datasets", "_data/seattle-temps.csv"): (8759, 8759),
    ("vega_datasets", "_data/sf-temps.csv"): (8759, 8759),
    ("vega_datasets", "_data/airports.csv"): (3376, 0),  # places on the map are no figures
    ("matplotlib", "mpl-data/sample_data/msft.csv"): (65, 390),
}


@pytest.mark.parametrize(("package", "name"), OUTCOMES, ids=str)
def test_a_table_of_a_package_gets_no_false_error(package: str, name: str) -> None:
    spec = find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None
    if folder is None or not (folder / name).is_file():
        pytest.skip(f"{package} with {name} is not installed")

    (passage,) = intake.read([folder / name]).passages
    report = check(folder / name)

    assert passage.table is not None
    assert (passage.table.length, len(passage.claims)) == OUTCOMES[package, name]
    assert [(found.rule, found.message) for found in report.discrepancies] == []
    assert report.problems == ()


def test_ten_tables_with_figures_come_with_what_is_pinned() -> None:
    distributions = {"sklearn": "scikit-learn", "vega_datasets": "vega-datasets"}

    judged = [package for (package, _), (_, figures) in OUTCOMES.items() if figures]

    assert sum(distributions.get(package) in pins() for package in judged) >= 10
