from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "yichuang.worker"
    label = "worker"
