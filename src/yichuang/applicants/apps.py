from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "yichuang.applicants"
    label = "applicants"
