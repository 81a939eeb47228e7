from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "yichuang.staff"
    label = "staff"
