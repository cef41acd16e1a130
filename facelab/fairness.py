"""What a threshold does to groups of people, under one name: the rooms behind it are the modules imported here.

`facelab.groups` counts errors by group, `facelab.ratios` compares two groups, `facelab.summaries` makes one number of
all, `facelab.resampling` says what that number is by chance.
"""

from facelab.groups import (
    GroupRow,
    PairRow,
    at_thresholds,
    by_group,
    by_pair_of_groups,
    cohort_normalised,
    threshold_for_each_group,
)
from facelab.ratios import (
    NOT_MEASURABLE,
    Ratio,
    ratio,
)
from facelab.resampling import Null, permutation_null
from facelab.summaries import (
    fairness_discrepancy_rate,
    garbe,
    gini,
    inequity_rate,
    max_over_geometric_mean,
    max_over_min,
)

thresholds_for_fmr = threshold_for_each_group  # its name in the first edition

__all__ = [
    "NOT_MEASURABLE",
    "GroupRow",
    "Null",
    "PairRow",
    "Ratio",
    "at_thresholds",
    "by_group",
    "by_pair_of_groups",
    "cohort_normalised",
    "fairness_discrepancy_rate",
    "garbe",
    "gini",
    "inequity_rate",
    "max_over_geometric_mean",
    "max_over_min",
    "permutation_null",
    "ratio",
    "threshold_for_each_group",
    "thresholds_for_fmr",
]
