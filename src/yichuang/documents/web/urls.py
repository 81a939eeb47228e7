"""Addresses of documents. The one on paper is short: /v/ and the code."""

from __future__ import annotations

from django.urls import path

from yichuang.documents.web import views

app_name = "documents"
prefix = ""

urlpatterns = [
    path("v/", views.ask, name="verify"),
    path("v/<str:code>", views.verify, name="verify"),
    path("documents/", views.list_, name="list"),
    path("documents/<str:code>.pdf", views.pdf, name="pdf"),
    path("documents/<str:code>/print", views.print_, name="print"),
]
