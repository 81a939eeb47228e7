from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "yichuang.centres"
    label = "centres"
