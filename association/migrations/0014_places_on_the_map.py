"""Where a municipality stands on the map of the members."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("association", "0013_dossiers")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="map_column",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Geteld vanaf links, 1 tot en met 12.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(12),
                ],
                verbose_name="kolom op de kaart",
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="map_row",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Geteld vanaf boven, 1 tot en met 12.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(12),
                ],
                verbose_name="rij op de kaart",
            ),
        ),
    ]
