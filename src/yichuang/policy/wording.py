"""What policy and the kernel say: sentences of refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    # working time
    "outside_calendar": _(
        "The calendar {calendar} holds the years {first} to {last}; a date that rests on {day} cannot be computed."
    ),
    "outside_time": _("From {day} this limit leads to no date there is. Check the amount."),
    "negative_amount": _("A limit cannot be negative: {amount}. Give 0 or more."),
    "amount_on_the_spot": _("What is done on the spot has no amount: {amount}. Give 0."),
    "hours_need_a_moment": _(
        "A limit in hours starts at a moment; {start} gives the day only. Add the time."
    ),
    "day_twice": _("{day} is named twice in the calendar {calendar}. Keep the right one."),
    # calendars
    "no_calendar": _("There is no calendar named {calendar}."),
    "notice_empty": _("The file names no day of {year}. It may not have been announced yet."),
    "notice_unreadable": _("The file cannot be read as a notice of holidays: {why}"),
    "day_of_another_year": _("{day} does not belong to the notice of {year}."),
    # regimes
    "no_regulation": _("There is no regime named {regulation}."),
    "no_policy": _("Nothing is laid down for {parameter} on {on} under {regulation}."),
    "bad_value": _("{value} is not a value that {parameter} can have."),
    # numbers
    "no_profile": _("There is no way of writing numbers named {profile}."),
    "number_needs": _("A number of the form {profile} needs {fact}, which is missing."),
}
