from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("association", "0018_who_may_change_may_publish"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="shows_stoplights",
            field=models.BooleanField(
                default=True,
                help_text="Uit: alleen medewerkers zien de stoplichten. De teksten blijven op de site staan.",
                verbose_name="stoplichten op de site",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="stoplight_green",
            field=models.CharField(default="Loopt als gepland", max_length=60, verbose_name="woorden bij groen"),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="stoplight_orange",
            field=models.CharField(default="Vergt aandacht", max_length=60, verbose_name="woorden bij oranje"),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="stoplight_red",
            field=models.CharField(
                default="Bijstelling of heroverweging", max_length=60, verbose_name="woorden bij rood"
            ),
        ),
    ]
