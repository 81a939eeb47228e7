from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "yichuang.outbox"
    label = "outbox"
