from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "yichuang.policy"
    label = "policy"
