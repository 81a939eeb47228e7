from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "yichuang.delivery"
    label = "delivery"
