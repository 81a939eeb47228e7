"""A seal is used by whoever acts, an officer or the system: the code says who."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delegation", "0002_initial")]
    operations = [
        migrations.RemoveField("sealuse", "officer"),
        migrations.AddField(
            "sealuse",
            "officer_code",
            models.CharField(default="", max_length=60, verbose_name="used by"),
            preserve_default=False,
        ),
    ]
