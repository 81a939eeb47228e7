"""Addresses of the cashier's pages."""

from __future__ import annotations

from django.urls import path

from yichuang.fees.web import views

prefix = "fees/"
app_name = "fees"
urlpatterns = [
    path("", views.payments, name="list"),
    path("<str:number>/", views.pay, name="pay"),
]
