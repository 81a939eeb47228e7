"""Addresses of signing in and out."""

from __future__ import annotations

from django.urls import path

from yichuang.accounts.web import administration, views

app_name = "accounts"
prefix = "accounts/"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("switch/", views.switch, name="switch"),
    path("password/", administration.own_password, name="own_password"),
    path("users/", administration.users, name="users"),
    path("users/new/", administration.new_user, name="new_user"),
    path("users/<str:code>/", administration.user, name="user"),
    path("users/<str:code>/end/<int:grant_id>/", administration.end, name="end_role"),
    path("users/<str:code>/password/", administration.password, name="set_password"),
    path("users/<str:code>/close/", administration.close, name="close"),
]
