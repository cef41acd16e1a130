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
    cost_of_parity,
    cross_group,
    fmr_by_group,
    fmr_met,
    hidden_share,
    line_for_each,
    threshold_for_each_group,
)
from facelab.ratios import (
    ENOUGH_FOR_A_RATIO,
    NOT_MEASURABLE,
    Ratio,
    range_of_ratios,
    ratio,
    ratio_or_words,
    shuffled_ratio,
    what_may_be_said,
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
    "ENOUGH_FOR_A_RATIO",
    "NOT_MEASURABLE",
    "GroupRow",
    "Null",
    "PairRow",
    "Ratio",
    "at_thresholds",
    "by_group",
    "by_pair_of_groups",
    "cohort_normalised",
    "cost_of_parity",
    "cross_group",
    "fairness_discrepancy_rate",
    "fmr_by_group",
    "fmr_met",
    "garbe",
    "gini",
    "hidden_share",
    "inequity_rate",
    "line_for_each",
    "max_over_geometric_mean",
    "max_over_min",
    "permutation_null",
    "range_of_ratios",
    "ratio",
    "ratio_or_words",
    "shuffled_ratio",
    "threshold_for_each_group",
    "thresholds_for_fmr",
    "what_may_be_said",
]
