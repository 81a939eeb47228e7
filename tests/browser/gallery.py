"""A page with every component on it, for the eyes and for axe; it exists in the tests only."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from tests.days import moment
from yichuang.clocks.queries import derivation_note, derivation_rows
from yichuang.clocks.rules.clock import RESUME, START, STOP, ClockFact, fold
from yichuang.clocks.rules.strip import Strip, cells
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import calendar_of, policy_of
from yichuang.web.route_svg import Stage, StepState

TODAY = date(2026, 10, 9)


def strip(start: str, promise: int, law: int, *facts: ClockFact, promise_only: bool = False) -> Strip:
    """The strip of a case on the day of the pictures, 2026-10-09."""
    begun = ClockFact(START, date.fromisoformat(start))
    calendar = calendar_of("cn")
    of_law = (begun,) if promise_only else (begun, *facts)
    return cells(
        TODAY,
        fold(Limit(promise, Unit.WORKING), (begun, *facts), calendar),
        fold(Limit(law, Unit.WORKING), of_law, calendar),
    )


def stop(first: str, last: str, reason: str) -> tuple[ClockFact, ClockFact]:
    """A stop, from the day it was filed to the day it ended."""
    return (
        ClockFact(STOP, date.fromisoformat(first), reason=reason),
        ClockFact(RESUME, date.fromisoformat(last), reason=reason),
    )


HEARING = ("2026-09-09", 12, 20, *stop("2026-09-15", "2026-09-24", "hearing"))
LATE = ("2026-09-23", 4, 8)
SURVEY = ("2026-09-28", 5, 10, *stop("2026-09-28", "2026-09-30", "survey"))

LIGHTS = [
    {"kind": "ok", "words": "正常", "tags": ["停承诺"]},
    {"kind": "hint", "words": "提示：下个工作日到期", "tags": []},
    {"kind": "warn", "words": "黄牌：已用 92%", "tags": []},
    {"kind": "late", "words": "红牌：逾期 2 天", "tags": []},
    {"kind": "hold", "words": "停表：听证", "tags": []},
    {"kind": "done", "words": "已办结，提前 3 天", "tags": ["暂定"]},
]
ROUTE = [
    Stage("收件", ("陈雨薇", "9月8日"), StepState.DONE),
    Stage("受理", ("陈雨薇", "9月9日"), StepState.DONE),
    Stage(
        "技术审查",
        ("顾远 · 9月29日",),
        StepState.DONE,
        above=Stage("听证（停表）", ("8 个工作日，9月24日结束",), StepState.HOLD, mark=True),
        below=Stage("专家评审", ("本件不需要",), StepState.SKIPPED),
    ),
    Stage("会签（3 家）", ("园林 · 人防 · 交警", "10月8日，全部同意"), StepState.DONE),
    Stage("审查意见", ("现在：苏明远", "限 10月10日（第 10 天）"), StepState.NOW),
    Stage("审核", ("秦越", "第 11 天")),
    Stage("决定并用印", ("何沛（首席代表）", "第 12 天")),
    Stage("准予", ("公告",), below=Stage("不予", ("告知复议、诉讼",), StepState.SKIPPED)),
    Stage("送达", ("取件窗口", "决定后 10 日内")),
]
CHART = [
    {"name": "申请", "note": "窗口或网上"},
    {"name": "收件审查", "note": "当场", "back": "不齐：一次告知，补正再来"},
    {"name": "受理", "note": "次日起算"},
    {"name": "现场核查", "note": "2 人，停承诺", "state": "hold"},
    {"name": "审查", "note": "3 个工作日"},
    {"name": "决定", "note": "2 个工作日", "below": {"name": "不予许可"}},
    {"name": "发证送达", "note": "10 个工作日内"},
]
PAGE = """
{% extends base %}
{% load web clocks %}
{% block title %}组件{% endblock %}
{% block content %}
<h1>组件</h1>
<section class="panel" aria-labelledby="g1"><header><h2 id="g1">时限条</h2>{% clock_counts hearing %}</header>
  <div class="pad stack-s">{% clock_strip hearing key="g-hearing" %}{% clock_legend hearing %}
    <details><summary>这两个日子是怎么算出来的</summary>{% include "components/derivation.html" with rows=rows title="推算" %}</details></div></section>
<div class="grid g2">
  <section class="panel" aria-labelledby="g2"><header><h2 id="g2">逾期</h2></header><div class="pad">{% clock_strip late key="g-late" %}</div></section>
  <section class="panel" aria-labelledby="g3"><header><h2 id="g3">只停承诺</h2></header><div class="pad">{% clock_strip survey key="g-survey" %}</div></section>
</div>
<section class="panel" aria-labelledby="g4"><header><h2 id="g4">简</h2></header><div class="pad stack-s">{% clock_strip_short hearing key="s-hearing" %}{% clock_strip_short late key="s-late" %}</div></section>
<section class="panel" aria-labelledby="g5"><header><h2 id="g5">流程</h2></header><div class="pad">{% route stages key="g-route" %}</div></section>
<section class="panel" aria-labelledby="g6"><header><h2 id="g6">办理流程图</h2></header><div class="pad">{% route chart key="g-chart" arrows=True %}</div></section>
<div class="grid g2">
  <section class="panel" aria-labelledby="g7"><header><h2 id="g7">灯与标签</h2></header><div class="pad stack-s">
    <div class="row">{% for light in lights %}{% include "components/light.html" with chip="chip" %}{% endfor %}</div>
    <div class="row">{% include "components/tags.html" with tags=tags %}</div></div></section>
  <section class="panel" aria-labelledby="g8"><header><h2 id="g8">按钮</h2></header><div class="pad stack"><div class="row">
    <button class="btn btn--act" type="button" data-key="Ctrl+Enter" data-key-label="受理并打印">受理并打印 <kbd>Ctrl Enter</kbd></button>
    <button class="btn" type="button">存草稿</button><button class="btn btn--danger" type="button" data-open-dialog="sure">不予许可</button>
    <button class="btn" type="button" aria-disabled="true" aria-describedby="w1">签发</button>{% include "components/why.html" with id="w1" words="不能签发：您是本件的审查人，须由他人决定。" %}</div></div></section>
  <section class="panel" aria-labelledby="g9"><header><h2 id="g9">材料</h2></header><div class="pad"><table class="mat"><thead><tr><th scope="col">材料</th><th scope="col">情况</th></tr></thead><tbody>
    {% for one in materials %}<tr><th scope="row">{{ one }}</th><td>{% include "components/seg.html" with name=one state="missing" legend=one %}</td></tr>{% endfor %}</tbody></table>
    <button class="link" type="button" data-choose-all="input[data-present]" data-key="Alt+A" data-key-label="全部齐">全部齐</button></div></section>
  <section class="panel" aria-labelledby="g10"><header><h2 id="g10">签字板</h2></header><div class="pad"><form method="post" action="/gallery/" data-keep="gallery">{% csrf_token %}
    <div class="field"><label for="note">说明</label><input id="note" name="note" type="text"></div>
    {% include "components/signature.html" with label="申请人签字" prefix="" %}</form></div></section>
  <section class="panel" aria-labelledby="g11"><header><h2 id="g11">话</h2></header><div class="pad stack">
    {% include "components/say.html" with kind="info" words="10月10日（周六）调休上班，时限照算。" %}
    {% include "components/say.html" with kind="warn" words="这是第二次补正告知。" %}
    {% include "components/refusal.html" with refusal="不能签发：您是本件的审查人，须由他人决定。" %}
    {% include "components/empty.html" with words="今天没有到期的办件" then="最近的一件 10月12日到期。" address="/gallery/" link="看全部 18 件" %}</div></section>
  <section class="panel" aria-labelledby="g12"><header><h2 id="g12">经过</h2></header><div class="pad">{% include "components/story.html" with story=story %}</div></section>
</div>
<dialog id="sure" aria-labelledby="sure-title"><header id="sure-title">签发不予许可决定？</header>
  <div class="said"><p>签发后立即编号、用印并告知，不能撤回。</p></div>
  <footer><button class="btn" type="button" data-close-dialog data-harmless>先不签发</button><button class="btn btn--danger" type="button">签发不予许可</button></footer></dialog>
{% endblock %}
"""


@login_not_required
def gallery(request: HttpRequest, base: str = "base.html") -> HttpResponse:
    """All components, in the frame of the desk or of the public site."""
    hearing = strip(*HEARING)
    facts = (ClockFact(START, date(2026, 9, 9)), *stop("2026-09-15", "2026-09-24", "hearing"))
    promise, law = (fold(Limit(days, Unit.WORKING), facts, calendar_of("cn")) for days in (12, 20))
    policy = policy_of("nanchang", TODAY)
    context = {
        "base": base,
        "hearing": hearing,
        "late": strip(*LATE),
        "survey": strip(*SURVEY, promise_only=True),
        "rows": derivation_rows(promise, law, policy),
        "note": derivation_note(promise, policy),
        "lights": LIGHTS,
        "tags": ["承诺件", "可容缺"],
        "stages": ROUTE,
        "chart": CHART,
        "materials": ["食品经营许可证申请书", "营业执照"],
        "story": [
            {"at": moment(date(2026, 10, 8), "16:40"), "words": "市交警支队徐航会签同意，附出入口交通意见。"}
        ],
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [
    path("gallery/", gallery),
    path("gallery/public/", gallery, {"base": "public.html"}),
    path("", include("yichuang.urls")),
]
handler404 = "yichuang.web.views.not_found"
