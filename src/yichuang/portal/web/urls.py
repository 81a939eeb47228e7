"""Addresses of the public site."""

from __future__ import annotations

from django.urls import path

from yichuang.portal.web import views

prefix = ""
app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("progress/", views.progress, name="progress"),
    path("progress/<str:number>/", views.followed, name="followed"),
]
