"""Addresses of the catalogue: guides for everybody, the desk of the catalogue for staff."""

from __future__ import annotations

from django.urls import path

from yichuang.catalogue.web import public_views, staff_views

app_name = "catalogue"
prefix = ""

urlpatterns = [
    path("guides/", public_views.guides, name="guides"),
    path("guides/<str:code>.pdf", public_views.guide_pdf, name="guide_pdf"),
    path("guides/<str:code>/", public_views.guide, name="guide"),
    path("guides/<str:code>/versions/", public_views.versions, name="versions"),
    path("guides/<str:code>/versions/<int:number>/", public_views.guide_version, name="guide_version"),
    path("guides/<str:code>/forms/<int:form_id>/", public_views.form_file, name="form_file"),
    path("catalogue/", staff_views.item_list, name="list"),
    path("catalogue/new/", staff_views.new_item, name="new"),
    path("catalogue/<str:code>/", staff_views.item_page, name="item"),
    path("catalogue/<str:code>/edit/", staff_views.edit, name="edit"),
    path("catalogue/<str:code>/edit/forms/", staff_views.sample_forms, name="sample_forms"),
    path("catalogue/<str:code>/edit/<str:part>/", staff_views.part, name="part"),
    path("catalogue/<str:code>/forms/<int:form_id>/", staff_views.sample_form_file, name="sample_form_file"),
    path("catalogue/<str:code>/revise/", staff_views.revise, name="revise"),
    path("catalogue/<str:code>/do/<str:name>/", staff_views.deed, name="deed"),
    path("catalogue/<str:code>/withdrawal/<str:name>/", staff_views.withdrawal, name="withdrawal"),
    path("catalogue/<str:code>/window/<str:name>/", staff_views.window, name="window"),
]
