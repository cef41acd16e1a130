"""The made-up seller: a seed makes one, it does not open to the obvious looks, and its faults can be shown."""

import copy
import functools
import pickle
import re

import numpy as np
import pandas as pd
import pytest

from authoring import model_audits
from facelab import auditing, findings, plots
from facelab.audit import page as pages
from facelab.auditing import Audit
from facelab.intervals import wilson
from facelab.scores import ScoreMatrix
from facelab.vendor import FAULTS, N_FAULTS, Vendor, for_the_check

SEEDS = range(1, 7)  # together they have every fault, and both decisions
NO, LIMITS = 30, 11  # the two sellers of the lesson


@functools.lru_cache
def made(seed):
    return Vendor(seed)


@pytest.fixture
def vendor():
    return made(NO)


def audited(seed, counts=None):
    vendor = made(seed)
    audit = Audit(vendor)
    for fault, found in (counts or findings.evidence(vendor)).items():
        audit.finding(fault, *found)
    return audit


def texts():
    return dict.fromkeys(auditing.TEXTS, "A sentence that is long enough to say something.")


# --- the box -------------------------------------------------------------------------------------


def test_a_seed_makes_one_vendor_and_another_seed_another(vendor):
    again, other = Vendor(NO), Vendor(np.int64(LIMITS))
    assert again.brochure().equals(vendor.brochure())
    assert again.panel().equals(vendor.panel())
    assert again.line == vendor.line
    assert for_the_check(again) == for_the_check(vendor) != for_the_check(other)
    assert other.name != vendor.name
    assert not other.brochure().equals(vendor.brochure())


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seed_plants_four_of_seven(seed):
    faults = for_the_check(made(seed))
    assert len(faults) == N_FAULTS < len(FAULTS)
    assert faults < set(FAULTS)


def test_the_box_does_not_open_to_the_obvious_looks(vendor):
    with pytest.raises(TypeError):
        vars(vendor)
    names = [name for name in dir(vendor) if name != "confidence"]  # what it answers to, and one of the faults
    for look in (repr(vendor), str(vendor), " ".join(names)):
        assert not [fault for fault in FAULTS if fault in look or fault.replace(" ", "_") in look]
    for name in ("_faults", "faults", "_inside", "__dict__", "_secret"):
        assert not hasattr(vendor, name)
    with pytest.raises(AttributeError):
        vendor.line = 0.1
    with pytest.raises(AttributeError):
        vendor.anything = 1
    for save in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match=r"Make it again from its seed: Vendor\(seed\)\."):
            save(vendor)


def test_what_it_hands_out_is_a_copy(vendor):
    for ask in (vendor.brochure, vendor.test_set, vendor.development_set, vendor.panel):
        before, given = ask(), ask()
        given[given.columns[0]] = "spoilt"
        assert ask().equals(before)


@pytest.mark.parametrize("seed", [-1, 1.5, "7", None, True, 2**32])
def test_what_is_no_seed_is_refused(seed):
    with pytest.raises(ValueError, match=r"^Vendor takes a seed, a whole number .*\.$"):
        Vendor(seed)


def test_it_compares_photos_in_any_order_and_refuses_what_it_has_not(vendor):
    people = vendor.panel().head(5)
    table = vendor.compare(people["probe"], people["enrolled"])
    assert table.shape == (5, 5)
    assert np.array_equal(vendor.compare(people["enrolled"], people["probe"]), table.T, equal_nan=True)
    assert np.array_equal(vendor.compare(people["probe"][::-1], people["enrolled"]), table[::-1], equal_nan=True)
    assert vendor.compare(people["enrolled"], people["enrolled"]).diagonal().tolist() == [1] * 5
    for wrong, message in (
        ("P001-a", "lists of photos"),
        (people, "lists of photos"),
        ([], "lists of photos"),
        (["P001-a", "nobody"], "has no photo 'nobody'.*place 1"),
        ([3], "has no photo 3"),
    ):
        with pytest.raises(ValueError, match=message) as error:
            vendor.compare(wrong, people["enrolled"])
        assert "\n" not in str(error.value)


def test_a_confidence_is_a_share_and_rises_with_the_score(vendor):
    sure = vendor.confidence(np.linspace(-1, 1, 50))
    assert ((sure >= 0) & (sure <= 1)).all()
    assert (np.diff(sure) >= 0).all()
    assert np.isnan(vendor.confidence([np.nan])).all()


# --- the faults ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [*SEEDS, LIMITS, NO])
def test_what_is_planted_is_shown_and_nothing_else(seed):
    vendor = made(seed)
    assert {fault for fault, why_not in findings.shown(vendor).items() if not why_not} == for_the_check(vendor)


def test_the_seeds_of_the_lesson_have_every_fault_and_both_decisions():
    assert for_the_check(made(NO)) | for_the_check(made(LIMITS)) == set(FAULTS)
    assert findings.follows(made(NO)) == "do not deploy"
    assert findings.follows(made(LIMITS)) == "deploy with limits"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_brochure_is_true_of_its_own_test_where_no_fault_touches_it(seed):
    vendor = made(seed)
    faults, test, claimed = for_the_check(vendor), vendor.test_set(), vendor.brochure()["errors at most"]
    scores = vendor.compare(test["probe"], test["enrolled"])
    at = ScoreMatrix(scores, np.arange(len(test))).at(vendor.line)
    turned_away = np.mean(~(scores.diagonal() >= vendor.line))
    assert (turned_away > claimed["A"]) == ("dropped failures" in faults)
    assert at.fmr <= claimed["B"]
    one_day = np.mean(test["enrolled_day"] == test["probe_day"])
    assert (one_day > claimed["G"]) == ("easy mates" in faults)


def test_verdicts_at_their_ends():
    assert findings.verdict(0, 0.1, 0.1) == "kept"
    assert findings.verdict(0.1, 0.2, 0.1) == "not shown"
    assert findings.verdict(0.11, 0.2, 0.1) == "broken"
    for wrong in ((0.2, 0.1, 0.5), (np.nan, 0.1, 0.5), (0, 1.5, 0.5)):
        with pytest.raises(ValueError, match=r"lower end|lies between 0 and 1"):
            findings.verdict(*wrong)


# --- the audit -----------------------------------------------------------------------------------


def test_counts_that_are_right_show_what_was_planted():
    audit = audited(NO)
    shown = {fault for fault, said in audit.verdicts().items() if said == "shown"}
    assert shown == for_the_check(audit.vendor)
    assert all("the counts are right, but" in said for said in audit.verdicts().values() if said != "shown")


def test_counts_that_the_box_does_not_give_show_nothing():
    counts = {"dropped failures": ((6, 176), (31, 200)), "duplicates": ((19, 200), (0, 700))}
    said = audited(NO, counts).verdicts()
    assert said["dropped failures"].startswith("not supported: count 2 is not what the vendor's answers give.")
    assert said["duplicates"].startswith("not supported: count 1 ")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a: a.finding("greed", (1, 2)), "There is no fault 'greed'"),
        (lambda a: a.finding("duplicates", (1, 2)), "is shown by 2 counts"),
        (lambda a: a.finding("rounded", 0.3), "is a pair"),
        (lambda a: a.finding("rounded", (3, 2)), "is a pair"),
        (lambda a: a.finding("rounded", (0.5, 2)), "is a pair"),
        (lambda a: a.finding("rounded", (np.nan, 2)), "is a pair"),
        (lambda a: a.finding("rounded", ("a", "b")), "is a pair"),
        (lambda a: a.finding("rounded", (0, 0)), "is a pair"),
        (lambda a: a.note(moral="x"), "has no text 'moral'"),
        (lambda a: a.note(plan=3), "words in quotes"),
        (lambda a: a.decide("maybe"), "one of 'deploy'"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call, message, vendor):
    with pytest.raises(ValueError, match=message) as error:
        call(Audit(vendor))
    assert "\n" not in str(error.value)


def test_only_a_vendor_is_audited():
    with pytest.raises(TypeError, match="is given a vendor"):
        Audit(30)


def test_what_is_not_written_yet_is_passed_over_and_named(vendor, capsys):
    audit = Audit(vendor)
    audit.finding("rounded", ...)
    audit.note(plan=..., reasons="short")
    audit.decide(...)
    assert len(audit.missing()) == 5  # no finding, three texts, no decision
    assert all(re.fullmatch(r"[A-Z].+\.", sentence) for sentence in audit.missing())
    audit.check()
    said = capsys.readouterr().out
    assert "Markdown" in said
    page = audit.page()
    assert page.sections[0].title == "What is missing in this audit"
    assert page.answers[0][1] == "Not decided yet."
    audit.decide("deploy with limits")
    assert any("limits" in sentence for sentence in audit.missing())


def test_a_whole_audit_lacks_nothing(vendor):
    audit = audited(NO)
    audit.note(**texts())
    audit.decide("do not deploy")
    assert audit.missing() == []
    page = audit.page()
    assert page.sections[0].title == "What was asked"
    text = pages.html(page)
    assert text.count("<h1>") == 1
    assert "Do not deploy." in text
    assert 'src="http' not in text


def test_how_many_were_planted_is_told_after_plan_and_decision(capsys):
    """Who throws all seven faults at the check learns which counts are right, and not how many there were."""
    audit = audited(NO)
    said = []
    for step in (lambda: None, lambda: audit.decide("do not deploy"), lambda: audit.note(plan=texts()["plan"])):
        step()
        shown = []
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("facelab.auditing.display", lambda one, shown=shown: shown.append(one.data))
            audit.check(tell_all=True)
        said.append(shown[-1])
    n = len(for_the_check(audit.vendor))
    assert [f"of {n}** planted" in one for one in said] == [False, False, True]
    assert all("when the audit has a plan and a decision" in one for one in said[:2])


def test_a_decision_against_the_rule_is_told(vendor, capsys):
    audit = audited(NO)
    audit.decide("deploy")
    assert "another decision than yours" in audit._judged()
    audit.decide("do not deploy")
    assert "is the one that the tender's rule gives" in audit._judged()


def test_it_saves_a_page_and_says_so(vendor, tmp_path, monkeypatch, capsys):
    audit = audited(NO)
    monkeypatch.setattr(pages, "can_make_pdf", lambda: False)
    audit.save(tmp_path / "new" / "folder")
    assert (tmp_path / "new" / "folder" / "audit.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert not (tmp_path / "new" / "folder" / "audit.pdf").exists()
    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match="is a file"):
        audit.save(tmp_path / "file")


@pytest.mark.skipif(not pages.can_make_pdf(), reason="Typst is not installed")
def test_it_makes_a_tagged_pdf(tmp_path):
    audited(LIMITS).save(tmp_path)
    pdf = (tmp_path / "audit.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"StructTreeRoot" in pdf or b"MarkInfo" in pdf


@pytest.mark.slow
def test_the_model_audits_are_made_from_the_lesson(tmp_path):
    assert model_audits.main(["--out", str(tmp_path)]) == 0
    for folder, decision in (("deploy-with-limits", "Deploy with limits."), ("do-not-deploy", "Do not deploy.")):
        text = (tmp_path / folder / "audit.html").read_text(encoding="utf-8")
        assert decision in text
        assert "What is missing in this audit" not in text
        assert text.count("The counts show it.") == N_FAULTS


# --- the picture ---------------------------------------------------------------------------------


def test_the_figure_says_every_claim():
    found = findings.measured(made(LIMITS))
    text = plots.describe(plots.claims(found))
    for claim in found:
        assert f"{claim.letter}, {claim.what}: claimed at most" in text
        assert claim.verdict in text
    with pytest.raises(ValueError, match="at least one claim"):
        plots.claims([])


def test_the_tender_and_the_evidence_are_told():
    assert set(findings.EVIDENCE) == set(FAULTS)
    assert isinstance(made(NO).tender().frame(), pd.DataFrame)
    found, ends = findings.evidence(made(NO)), findings.intervals(made(NO))
    assert all(len(found[fault]) == len(ends[fault]) == len(what) for fault, what in findings.EVIDENCE.items())
    for fault, intervals in ends.items():
        for (errors, n), interval in zip(found[fault], intervals, strict=True):
            assert interval is None or interval[0] <= errors / n <= interval[1]


def test_the_interval_of_false_matches_is_over_people_and_not_over_comparisons():
    """Comparisons of few people are worth far fewer independent ones."""
    (_, (errors, n)), (_, (low, high)) = (findings.evidence(made(NO))["tuned line"],
                                          findings.intervals(made(NO))["tuned line"])  # fmt: skip
    naive = wilson(errors, n)
    assert high - low > 3 * (naive[1] - naive[0])
