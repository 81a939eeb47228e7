"""Addresses of the pages of delegation."""

from __future__ import annotations

from django.urls import path

from yichuang.delegation.web import views

prefix = "delegation/"
app_name = "delegation"
urlpatterns = [
    path("", views.letters, name="list"),
    path("new/", views.new_letter, name="new"),
    path("<int:letter_id>/end/", views.end_letter, name="end"),
    path("seals/", views.seals, name="seals"),
    path("seals/<int:seal_id>/give/", views.give_seal, name="give"),
    path("seals/handovers/<int:handover_id>/take/", views.take_seal, name="take"),
]
