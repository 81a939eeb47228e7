from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "yichuang.fees"
    label = "fees"
