"""Addresses of the pages of cases."""

from __future__ import annotations

from django.urls import path

from yichuang.cases.web import views

prefix = "cases/"
app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("reviews/", views.reviews, name="reviews"),
    path("decisions/", views.decisions, name="decisions"),
    path("refusals/", views.refusals, name="refusals"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/decide/", views.decide, name="decide"),
    path("<str:number>/<slug:slug>/", views.act, name="act"),
]
