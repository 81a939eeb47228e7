from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yichuang.exchange"
    label = "exchange"
