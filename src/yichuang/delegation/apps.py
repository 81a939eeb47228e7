from django.apps import AppConfig


class DelegationConfig(AppConfig):
    name = "yichuang.delegation"
    label = "delegation"
