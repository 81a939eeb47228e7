"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from yichuang.desk.web import going_on, intake, looking

app_name = "desk"
prefix = "desk/"

urlpatterns = [
    path("", intake.home, name="home"),
    path("items/", intake.items, name="items"),
    path("receive/", intake.receive, name="receive"),
    path("preview/", intake.preview, name="preview"),
    path("applicant/", intake.applicant, name="applicant"),
    path("card/", intake.card, name="card"),
    path("notice/", intake.notice, name="notice"),
    path("items/<str:code>/forms/<int:form_id>/", looking.form_file, name="form"),
    path("cases/<str:number>/supplement/", going_on.supplement, name="supplement"),
    path("printed/<str:number>/", looking.printed, name="printed"),
    path("find/", looking.find, name="find"),
    path("messages/", looking.messages_, name="messages"),
]
