"""Addresses of the archive."""

from __future__ import annotations

from django.urls import path

from yichuang.archive.web import views

prefix = "archive/"
app_name = "archive"
urlpatterns = [
    path("", views.files, name="list"),
    path("<str:number>/file/", views.file, name="file"),
    path("<str:number>/open/", views.open_file, name="open"),
]
