"""Writing about an activity: each text in its place, nobody's text lost."""

import pytest
from django.db import IntegrityError, models, transaction

from association.activities.actions import (
    HasReports,
    NoLightWhenNotHeld,
    NoSuchCell,
    TextTooLong,
    carry_over,
    move,
    settle_cell,
    take_out,
    write_cell,
)
from association.activities.models import Activity, ActivityChange, ActivityReport, ActivityYear
from association.activities.queries import counts, grouped, kept_aside, missing, rows_of
from association.activities.rules import Period
from association.base.models import User
from home.actions import SiteSetUp
from tests.factories.activities import make_activity, report
from tests.factories.content import make_portfolio, make_user


@pytest.fixture
def row(vdg: SiteSetUp) -> ActivityYear:
    """An activity of which nothing was reported."""
    made: ActivityYear = make_activity(vdg.association, "Toogdag", goal="Leden ontmoeten elkaar.")
    return made


@pytest.fixture
def one(vdg: SiteSetUp) -> User:
    """Somebody who fills in."""
    return make_user("een", "VDG redactie")


@pytest.fixture
def other(vdg: SiteSetUp) -> User:
    """Another who fills in."""
    return make_user("twee", "VDG redactie")


def fresh(row: ActivityYear) -> ActivityYear:
    """The same, read anew."""
    found: ActivityYear = ActivityYear.objects.with_all().get(pk=row.pk)
    return found


def test_text_goes_in_its_cell_and_in_the_history(row: ActivityYear, one: User) -> None:
    write_cell(number=row.pk, cell="H1-text", value="  Druk bezocht. \r\n", base="", user=one)

    assert fresh(row).value_of("H1-text") == "Druk bezocht."
    assert list(ActivityChange.objects.values_list("cell", "before", "after", "is_kept_aside", "user")) == [
        ("H1-text", "", "Druk bezocht.", False, one.pk)
    ]


def test_cells_of_one_row_do_not_get_in_each_others_way(row: ActivityYear, one: User, other: User) -> None:
    write_cell(number=row.pk, cell="H1-text", value="Van de een.", base="", user=one)
    written = write_cell(number=row.pk, cell="H2-text", value="Van de ander.", base="", user=other)

    assert written.kept is None
    assert [fresh(row).value_of(cell) for cell in ("H1-text", "H2-text")] == ["Van de een.", "Van de ander."]


def test_both_texts_are_kept_when_two_write_in_one_cell(row: ActivityYear, one: User, other: User) -> None:
    write_cell(number=row.pk, cell="H2-text", value="Van de een.", base="", user=one)
    written = write_cell(number=row.pk, cell="H2-text", value="Van de ander.", base="", user=other)

    assert written.value == fresh(row).value_of("H2-text") == "Van de een."
    assert written.other is not None
    assert written.other.user == one
    waiting = kept_aside([row.pk])
    assert [(place, change.after, change.user) for place, change in waiting.items()] == [
        ((row.pk, "H2-text"), "Van de ander.", other)
    ]


def test_choice_between_two_texts_is_made_by_writing_or_by_leaving(row: ActivityYear, one: User, other: User) -> None:
    for cell in ("goal", "H2-text"):
        base = row.value_of(cell)
        write_cell(number=row.pk, cell=cell, value="Van de een.", base=base, user=one)
        write_cell(number=row.pk, cell=cell, value="Van de ander.", base=base, user=other)

    write_cell(number=row.pk, cell="goal", value="Samen.", base="Van de een.", user=other)
    settle_cell(number=row.pk, cell="H2-text", user=other)

    assert kept_aside([row.pk]) == {}
    assert [fresh(row).value_of(cell) for cell in ("goal", "H2-text")] == ["Samen.", "Van de een."]
    assert ActivityChange.objects.filter(is_kept_aside=True, after="Van de ander.").count() == 2


def test_same_text_twice_is_written_once(row: ActivityYear, one: User, other: User) -> None:
    write_cell(number=row.pk, cell="H1-text", value="Gelijk.", base="", user=one)
    written = write_cell(number=row.pk, cell="H1-text", value="Gelijk.\n", base="", user=other)

    assert (written.kept, written.is_new) == (None, False)
    assert ActivityChange.objects.count() == 1


def test_what_did_not_take_place_has_no_stoplight(row: ActivityYear, one: User) -> None:
    write_cell(number=row.pk, cell="H1-stoplight", value="green", base="", user=one)

    write_cell(number=row.pk, cell="H1-not_held", value="ja", base="", user=one)

    assert [fresh(row).value_of(f"H1-{column}") for column in ("stoplight", "not_held")] == ["", "ja"]
    with pytest.raises(NoLightWhenNotHeld):
        write_cell(number=row.pk, cell="H1-stoplight", value="red", base="", user=one)


@pytest.mark.django_db
def test_database_refuses_a_stoplight_for_what_was_not_held(row: ActivityYear) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        report(row, "H1", not_held=True, stoplight="green")


@pytest.mark.parametrize("cell", ["", "pk", "H3-text", "H1-id", "title", "H1-goal", "__class__"])
def test_only_cells_of_the_grid_are_written(row: ActivityYear, one: User, cell: str) -> None:
    with pytest.raises(NoSuchCell):
        write_cell(number=row.pk, cell=cell, value="x", base="", user=one)


@pytest.mark.parametrize(("cell", "value"), [("H1-stoplight", "paars"), ("H1-stoplight", "GREEN")])
def test_unknown_stoplight_is_refused(row: ActivityYear, one: User, cell: str, value: str) -> None:
    with pytest.raises(NoSuchCell):
        write_cell(number=row.pk, cell=cell, value=value, base="", user=one)


def test_text_that_does_not_fit_says_how_long_it_is(row: ActivityYear, one: User) -> None:
    with pytest.raises(TextTooLong, match=r"5001 tekens lang. Er is plaats voor 5000"):
        write_cell(number=row.pk, cell="goal", value="x" * 5001, base=row.goal, user=one)

    assert fresh(row).goal == "Leden ontmoeten elkaar."


def test_not_yet_filled_in_is_not_the_same_as_nothing_done(vdg: SiteSetUp) -> None:
    make_activity(vdg.association, "Leeg")
    make_activity(vdg.association, "Tekst", reports={"H1": "Gedaan."})
    make_activity(vdg.association, "Groen", reports={"H1": {"text": "Goed.", "stoplight": "green"}})
    make_activity(vdg.association, "Alleen rood", reports={"H1": {"stoplight": "red"}})
    make_activity(vdg.association, "Ging niet door", reports={"H1": {"not_held": True, "reason": "Geen zaal."}})
    make_activity(vdg.association, "Zonder reden", reports={"H1": {"not_held": True}})

    rows = rows_of(vdg.association.pk, 2026)

    found = counts(rows, "H1")
    assert (found.lights, found.without, found.not_held, found.empty, found.total) == (
        {"green": 1, "orange": 0, "red": 1}, 1, 2, 1, 6
    )  # fmt: skip
    assert [row.title for row in missing(rows, "H1")] == ["Leeg", "Alleen rood", "Zonder reden"]
    assert counts(rows, "H2").empty == 6


def test_year_starts_from_both_halves(row: ActivityYear) -> None:
    report(row, "H1", text="Voorjaar.")
    report(row, "H2", text="Najaar.")

    assert fresh(row).year_text_offered == "Voorjaar.\n\nNajaar."


def test_activities_go_on_in_another_year_without_their_progress(vdg: SiteSetUp, one: User) -> None:
    wonen = make_portfolio(vdg, "Wonen")
    first = make_activity(vdg.association, "Een", goal="Doel.", portfolios=[wonen], reports={"H1": "Klaar."})
    second = make_activity(vdg.association, "Twee")

    made = carry_over(rows=[first, second], year=2027, user=one)
    again = carry_over(rows=[first], year=2027, user=one)

    assert [(row.activity, row.year, row.title, row.goal) for row in made] == [
        (first.activity, 2027, "Een", "Doel."),
        (second.activity, 2027, "Twee", ""),
    ]
    assert again == []
    assert list(made[0].portfolios.all()) == [wonen]
    assert not ActivityReport.objects.filter(activity_year__in=made).exists()


def test_title_of_one_year_leaves_the_other_as_it_was(row: ActivityYear, one: User) -> None:
    [next_year] = carry_over(rows=[row], year=2027, user=one)

    next_year.title = "Dag van de leden"
    next_year.save()

    assert fresh(row).title == "Toogdag"
    assert str(row.activity) == "Dag van de leden"


def test_activity_leaves_a_year_only_before_anything_was_reported(row: ActivityYear, one: User) -> None:
    [next_year] = carry_over(rows=[row], year=2027, user=one)
    report(row, "H1", text="Gedaan.")

    with pytest.raises(HasReports):
        take_out(number=row.pk, user=one)
    take_out(number=next_year.pk, user=one)

    assert list(row.activity.years.values_list("year", flat=True)) == [2026]


def test_activity_without_years_is_gone(row: ActivityYear, one: User) -> None:
    take_out(number=row.pk, user=one)

    assert not Activity.objects.exists()


def test_history_is_protected(row: ActivityYear) -> None:
    report(row, "H1", text="Gedaan.")

    for owner in (row, row.activity):
        with pytest.raises(models.ProtectedError):
            owner.delete()


def test_order_is_changed_one_place_at_a_time(vdg: SiteSetUp) -> None:
    rows = [make_activity(vdg.association, title) for title in ("Een", "Twee", "Drie")]

    move(number=rows[2].pk, step=-1)
    move(number=rows[0].pk, step=-1)

    assert [row.title for row in rows_of(vdg.association.pk, 2026)] == ["Een", "Drie", "Twee"]


def test_four_activities_of_one_title_are_told_apart(vdg: SiteSetUp) -> None:
    for words in ("visie", "wet", "kennis", "klimaat"):
        make_activity(vdg.association, "Overleg Ruimte", distinguisher=words, heading="Ruimte")

    [group] = grouped(rows_of(vdg.association.pk, 2026), rows_of(vdg.association.pk, 2026)[0].last_day)

    assert [row.full_title for row in group.rows] == [
        "Overleg Ruimte: visie", "Overleg Ruimte: wet", "Overleg Ruimte: kennis", "Overleg Ruimte: klimaat"
    ]  # fmt: skip


def test_every_period_has_its_own_report(row: ActivityYear) -> None:
    for period in Period.values:
        report(row, period, text=period)

    assert [fresh(row).report_of(period).text for period in Period.values] == ["H1", "H2", "Y"]
