from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "yichuang.clocks"
    label = "clocks"
