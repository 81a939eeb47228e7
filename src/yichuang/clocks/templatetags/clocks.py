"""`{% load clocks %}`: the clock strip, its short form, its legend, its figures."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yichuang.clocks.rules.strip import Strip
from yichuang.clocks.web.clock_strip import strip_svg
from yichuang.clocks.web.legend import legend as _legend
from yichuang.clocks.web.week_strip import short_svg
from yichuang.clocks.wording.strip import SpokenStrip, spoken

register = template.Library()


def _spoken(strip: Strip | SpokenStrip) -> SpokenStrip:
    return spoken(strip) if isinstance(strip, Strip) else strip


@register.simple_tag
def clock_strip(strip: Strip | SpokenStrip, key: str = "strip") -> SafeString:
    """The strip: across on the desk, by weeks on the phone; one of the two is displayed."""
    told = _spoken(strip)
    return format_html(
        '<div class="only-desk">{}</div><div class="only-phone">{}</div>',
        strip_svg(told, key=key),
        strip_svg(told, key=key, narrow=True),
    )


@register.simple_tag
def clock_strip_by_weeks(strip: Strip | SpokenStrip, key: str = "strip-by-weeks") -> SafeString:
    """The strip by weeks, whatever the screen (the phone's second view)."""
    return strip_svg(_spoken(strip), key=key, narrow=True)


@register.simple_tag
def clock_strip_short(strip: Strip | SpokenStrip, key: str = "strip-short") -> SafeString:
    """The short form, for lists and the phone's first view."""
    return short_svg(_spoken(strip), key=key)


@register.inclusion_tag("clocks/legend.html")
def clock_legend(strip: Strip | SpokenStrip) -> dict[str, object]:
    """What the cells of this strip mean; only those that it has."""
    return {"legend": _legend(_spoken(strip).strip)}


@register.inclusion_tag("components/count.html")
def clock_counts(strip: Strip | SpokenStrip) -> dict[str, object]:
    """The figures beside the strip."""
    return {"counts": _spoken(strip).counts}
