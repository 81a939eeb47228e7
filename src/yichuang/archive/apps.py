from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "yichuang.archive"
    label = "archive"
