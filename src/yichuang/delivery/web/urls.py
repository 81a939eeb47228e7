"""Addresses of the pick-up window."""

from __future__ import annotations

from django.urls import path

from yichuang.delivery.web import views

prefix = "delivery/"
app_name = "delivery"
urlpatterns = [
    path("", views.pickups, name="list"),
    path("register/", views.register, name="register"),
    path("<str:number>/result/", views.issue, name="issue"),
    path("<str:number>/hand-over/", views.hand_over, name="hand_over"),
]
