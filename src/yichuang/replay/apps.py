from django.apps import AppConfig


class ReplayConfig(AppConfig):
    name = "yichuang.replay"
    label = "replay"
