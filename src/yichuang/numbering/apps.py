from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "yichuang.numbering"
    label = "numbering"
