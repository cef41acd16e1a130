"""What a report says in sentences: the answers at its top, its warnings, how numbers were made, and what is missing.

Every sentence is made of `Findings`; none is typed with a result in it.
"""

from math import isinf

import numpy as np

from facelab.audit.comparisons import NOT_CODED
from facelab.audit.measuring import Choice, Findings, Line
from facelab.intervals import ENOUGH, Support
from facelab.resampling import FEWEST_MISSED
from facelab.wording import both_errors, count, one_in, with_interval

FEWEST_ALIKE, ALIKE = 5, 0.02  # mated comparisons with the highest score, and their share, that ask for a question
FEW_ON_A_SIDE = 20  # people: measured in `comparisons.PeoplesScores`
FEW_PEOPLE = 100  # below, one person is more than a hundredth of everybody


def listed(words: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def counted(people: int) -> str:
    """Return "1 person has", "2 people have", "nobody has"."""
    return "nobody has" if people == 0 else "1 person has" if people == 1 else f"{people:,} people have"


def line_said(found: Findings, line: Line) -> str:
    """Return where a line stands, in the numbers of the file: "a score of 0.458 or more"."""
    if isinf(line.at.threshold):
        return "no score at all"
    if found.whole.is_distance:
        return f"a distance of {number(-line.at.threshold)} or less"
    return f"a score of {number(line.at.threshold)} or more"


def number(value: float) -> str:
    """Return a score as the file could have it, without digits that only the computer knows."""
    return f"{value:.6g}".replace("-", "−") if not isinf(value) else "none"


def asked_said(line: Line) -> str:
    """Return what a line was asked to keep: "1 in 1,000", or that nothing was asked of it."""
    return "nothing" if line.at.asked is None else one_in(line.at.asked)


def line_named(found: Findings, line: Line) -> str:
    """Return what a line is called: "the line for 1 in 1,000", or where it stands if nothing was asked of it."""
    return f"the line at {line_said(found, line)}" if line.at.asked is None else f"the line for {asked_said(line)}"


def kept_said(line: Line) -> str:
    """Return whether the FMR asked was kept: "yes", "no", "open"; "-" where none was asked."""
    if line.at.asked is None:
        return "-"
    return {True: "yes", False: "no", None: "open"}[line.kept]


def people_said(found: Findings) -> str:
    """Return on whom the lines were chosen and tried, in a sentence."""
    tried = f"{found.failures.n_people:,} people"
    also = found.settings.lines and found.choice is not Choice.GIVEN
    given = " Lines that were given were tried on the same people." if also else ""
    return {
        Choice.MARKED: f"The lines were chosen on the {found.n_chosen_on:,} people whom the table marks as development "
        f"and tried on {tried} marked as test.",
        Choice.HALVES: f"The table does not say on whom to choose a line, so its people were split in two by lot (seed "
        f"{found.settings.seed}): the lines were chosen on {found.n_chosen_on:,} and tried on {tried}.",
        Choice.SAME: f"The lines were chosen on the same {tried} on whom they are reported, so the rates here look "
        "better than they will be with others.",
        Choice.GIVEN: f"The lines were given, and were tried on {tried}"
        + ("." if found.whole.development is None else ", those marked as test; development rows were not counted."),
    }[found.choice] + given


def answers(found: Findings) -> tuple[tuple[str, str], ...]:
    """Return the box at the top: what was asked, what was found, what cannot be said."""
    promises = [one_in(line.at.asked) for line in found.lines if line.at.asked is not None]
    question = "How often does the matcher take two people for one, and how often does it miss a person"
    if promises:
        question += f", at a line that keeps false matches to {listed(promises)}"
    else:
        question += f", at {listed([line_said(found, line) for line in found.lines])}"
    return (
        ("What was asked?", f"{question}? {people_said(found)}"),
        ("What was found?", _found(found)),
        ("What cannot be said?", _cannot(found)),
    )


def _found(found: Findings) -> str:
    line = found.lines[found.main]
    false_matches, misses = (said.replace("at most all", "nothing bounds it") for said in both_errors(line.at))
    text = f"At {line_said(found, line)}, false matches are {false_matches}"
    if line.at.asked is not None:
        kept = {True: "which is kept", False: "which is not kept", None: "and whether that is kept remains open"}
        text += f". Asked was {asked_said(line)}, {kept[line.kept]}"
    text += f". Misses are {misses}."
    for grouping in found.groupings[:2]:
        ratios = {group: one for group, one in grouping.fmr_ratios[found.main].items() if one.measurable}
        if ratios:
            group = max(ratios, key=lambda one: ratios[one].value)
            text += (
                f" By {grouping.name}, the false matches within “{group}” have the highest ratio to those within "
                f"“{grouping.beside}”, the largest group: {ratios[group]}."
            )
    return text


def _cannot(found: Findings) -> str:
    parts = []
    unmeasured = [line for line in found.lines if line.at.support is Support.NONE]
    thin = [line for line in found.lines if line.at.support is Support.THIN]
    if unmeasured:
        parts.append(f"The false matches at {_lines_for(found, unmeasured)} were not "
                     "measured: there are too few independent comparisons")  # fmt: skip
    if thin:
        parts.append(f"The false matches at {_lines_for(found, thin)} rest on few people, so the "
                     "rate is rough")  # fmt: skip
    if not found.groupings:
        parts.append(
            "The table names no groups, so nobody can say here whether the errors fall on some more than others"
        )
    elif groups := unmeasured_groups(found):
        parts.append(f"The false matches within {listed(groups)} cannot be measured")
    parts.append("Nothing here speaks about other people, other photos, or a person who tries to deceive the matcher")
    return ". ".join(parts) + "."


def _lines_for(found: Findings, lines: list[Line]) -> str:
    return listed([line_named(found, line) for line in lines])


def unmeasured_groups(found: Findings) -> list[str]:
    """Return the groups without a measured FMR at the main line, each with its grouping."""
    return [
        f"“{row.group}” ({grouping.name})"
        for grouping in found.groupings
        for row in grouping.rows[found.main]
        if row.support is Support.NONE and row.group != NOT_CODED
    ]


def warnings(found: Findings) -> list[tuple[str, str]]:
    """Return (name, sentence) for what a reader must mind in this table; `teaching/audit.md` says what each means."""
    said: list[tuple[str, str]] = []
    failures = found.failures
    if found.choice is Choice.SAME:
        said.append(("Chosen and tried on the same people", "With others the rates of false matches are likely to be "
                     "higher, and nobody can say here by how much."))  # fmt: skip
    if found.choice is Choice.HALVES:
        said.append(("Split by lot", f"{found.n_left_out:,} comparisons between the two halves were used for neither. "
                     "Another lot would give other lines."))  # fmt: skip
    if failures.n_people < FEW_PEOPLE:
        said.append(("Few people", f"The rates rest on {failures.n_people:,} people. Look at the intervals before you "
                     "look at the rates."))  # fmt: skip
    for side, people in (("enrolled", found.scores.enrolled), ("probe", found.scores.probe)):
        if (few := len(np.unique(people))) < FEW_ON_A_SIDE:
            said.append(("Few people on one side", f"Non-mated comparisons have only {few} different people as the "
                         f"{side} person. Their likenesses decide the FMR, and its interval is too "
                         "narrow."))  # fmt: skip
    said += _warnings_of_lines(found)
    if failures.n_mated_failed + failures.n_nonmated_failed:
        said.append(("Comparisons without a score", f"{count(failures.n_mated_failed, failures.n_mated)} mated and "
                     f"{count(failures.n_nonmated_failed, failures.n_nonmated)} non-mated comparisons have no score. "
                     "They are in no FMR and in no FNMR; the part on failures counts them."))  # fmt: skip
    mated = found.scores.mated
    highest = max(mated.max(), found.scores.nonmated.max())
    if (same := int(np.count_nonzero(mated == highest))) >= max(FEWEST_ALIKE, ALIKE * len(mated)):
        end = f"the {'smallest distance' if found.whole.is_distance else 'highest score'} that occurs"
        said.append(("A photo with itself", f"{count(same, len(mated))} mated comparisons have {end}. Was a photo "
                     "compared with itself? Such comparisons hide misses."))  # fmt: skip
    if found.eer.low is None:
        said.append(("No interval for the EER", f"Fewer than {FEWEST_MISSED} people are missed at its line."))
    if found.in_order < 0.5:
        said.append(("Worse than a coin", "Two people score as more alike than one person more often than not. Are "
                     "these scores turned round?"))  # fmt: skip
    said += _warnings_of_groups(found)
    said += [("How the table was read", note) for note in found.whole.notes]
    return said


def _warnings_of_lines(found: Findings) -> list[tuple[str, str]]:
    """Return one warning a kind, with all the lines that it is about."""
    said: dict[str, list[str]] = {}
    for line in found.lines:
        at = line.at
        name = line_named(found, line).replace("the", "The", 1)
        if isinf(at.threshold):
            said.setdefault("No line reaches it", []).append(
                f"{name} does not exist: on the people on whom it was chosen no score is high enough, and only a "
                "matcher that rejects everybody keeps it."
            )
        elif at.support is Support.NONE:
            upper = "nothing bounds it" if at.fmr_interval[1] >= 1 else f"at most {one_in(at.fmr_interval[1])}"
            why = "no false match was counted" if at.n_false_matches == 0 else "these data cannot show the FMR asked"
            said.setdefault("Not measured", []).append(f"{name}: {why} ({upper}).")
        elif at.support is Support.THIN:
            said.setdefault("Thin", []).append(
                f"{name}: its {at.n_false_matches:,} false matches are worth {at.fmr * at.fmr_n_eff:.0f} independent "
                f"ones, between {at.n_people_in_false_matches:,} people."
            )
        if line.chosen is not None and line.chosen[0] < ENOUGH and not isinf(at.threshold):
            said.setdefault("Chosen on few errors", []).append(
                f"{name}: {count(*line.chosen)} non-mated comparisons match among the people on whom it was chosen."
            )
    ends = {
        "Thin": f"{ENOUGH} of each would be enough.",
        "Chosen on few errors": "With others it would stand elsewhere, and the intervals do not hold that.",
    }
    return [(name, " ".join([*sentences, ends.get(name, "")]).strip()) for name, sentences in said.items()]


def _warnings_of_groups(found: Findings) -> list[tuple[str, str]]:
    said = []
    for grouping in found.groupings:
        for row in grouping.rows[found.main]:
            if row.group == NOT_CODED:
                said.append(("People without a label", f"{counted(row.n_people)} no {grouping.name}. Their errors "
                             "are in the table as a group of their own, and in no ratio."))  # fmt: skip
            elif row.n_people < 2:
                said.append(("A group of one", f"“{row.group}” ({grouping.name}) is one person: there is no comparison "
                             "within it."))  # fmt: skip
        if grouping.beside is None:
            said.append(("One group only", f"All people with a label have the same {grouping.name}: there is nothing "
                         "to compare."))  # fmt: skip
    return said


def legend() -> str:
    """Return what the words "kept" and "support" in the table of lines mean."""
    return (
        "Kept is “yes” where the whole interval of the FMR lies at or below what was asked, “no” where it lies above, "
        "and “open” where what was asked lies within. Support says how far an FMR carries: “none” where nothing was "
        "counted, or the FMR asked is less than 3 divided by the number of independent comparisons; “thin” with fewer "
        f"than {ENOUGH} independent false matches, or fewer than {ENOUGH} people in them; else “measured”."
    )


def how_made(found: Findings) -> list[str]:
    """Return how each kind of number was made, an entry each, in the order of the report."""
    side = "its distance is the line or less" if found.whole.is_distance else "its score is the line or more"
    said = [
        f"A comparison matches when {side}. The FMR is the share of non-mated comparisons that match, the FNMR the "
        "share of mated ones that do not; comparisons without a score are in neither. All comparisons count alike, so "
        "a person with many of them weighs more.",
    ]
    if found.choice is not Choice.GIVEN:
        said.append(
            "The line for an FMR is the loosest one that keeps it on the people on whom it is chosen; only scores that "
            "occur there are tried."
        )
    said += [
        "Intervals are 95 %, and over people, because the comparisons of one person succeed and fail together. Each "
        "person's errors are set against the errors that their number of comparisons would give at the common rate; "
        "how far people differ gives a standard error (the linearised one of a ratio over clusters, Cochran 1977, "
        "section 3.12), a comparison of two people counting for both. It says how many independent comparisons the "
        "rate is worth, and the interval is Wilson's (1927) with that number. Without an error the upper end is 3 "
        "divided by it. That the line itself would stand elsewhere with other people is not in the interval.",
        "The equal error rate follows the rule of FVC2000 (Maio and others 2002): half the sum of both rates at the "
        f"line where they meet. Its interval comes from {found.settings.draws} draws of the people (seed "
        f"{found.settings.seed}); it is not given where fewer than {FEWEST_MISSED} people are missed at that line.",
        "A person counts as not enrolled where none of their comparisons as the enrolled one has a score, and as not "
        "acquired where none of those as the probe has.",
    ]
    if found.groupings:
        said += [
            "A group's FMR is of comparisons between two people of the group. Ratios are to the group with the most "
            "people, which no result decides; their intervals come from those of the two rates (MOVER-R, Donner and "
            "Zou 2012). A ratio is “not measurable” where a group has no error or nothing bounds it.",
            f"The shuffles deal the labels out by lot {found.settings.shuffles:,} times (seed {found.settings.seed}) "
            "among the people with a label and without a failure; people keep their scores. Each time the ratio is "
            "counted anew: so far chance alone can bring it.",
        ]
    return said


def missing() -> list[str]:
    """Return what an evaluation needs beside such a table, in the terms of ISO/IEC 19795-1."""
    return [
        "The people: who they are, how they were asked, and who declined or dropped out. A rate is of the people who "
        "are in the table, and of others only as far as they are like them.",
        "The captures: cameras, light, distance, pose, and how much time lies between enrolment and probe.",
        "The comparisons: who was compared with whom, and why. Where only some pairs were chosen, the FMR is of such "
        "pairs.",
        "The system: the name and version of the matcher, its settings, and its limits of quality.",
        "Failure to enrol and failure to acquire, counted at the place of use and by a rule that says when an attempt "
        "is given up. A table of scores knows only the comparisons that somebody wrote down.",
        "Transactions: how many attempts a person has, and the false accept and false reject rates of the whole. This "
        "report counts single comparisons.",
        "Searches among many (FPIR, FNIR): a false match with one of a thousand is another event than with one.",
        "Attempts to deceive: a printed face or a mask is tested by other methods, and so is a person who looks for "
        "their double. Non-mated comparisons here are of people who did not try.",
        "A plan written before the test, among it the groups to be looked at and what would count as a difference "
        "(ISO/IEC 19795-10 is about groups).",
        "Where the test took place: recorded scores make at most a part of a technology evaluation, and none of a "
        "scenario or an operational one.",
    ]


def eer_said(found: Findings) -> str:
    """Return the equal error rate with its interval, in a sentence."""
    eer = found.eer
    rate = f"{eer.value:.4f} (without an interval)"
    if eer.low is not None and eer.high is not None:
        rate = with_interval(eer.value, eer.low, eer.high)
    return (
        f"Both rates meet at {rate}, the equal error rate; {count(eer.n_false_nonmatches, eer.n_mated)} mated "
        "comparisons lie below that line. It compares matchers in one number; a line in use rarely stands there."
    )
