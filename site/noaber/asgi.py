"""The ASGI application for a server such as granian or gunicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.settings.production")

application = get_asgi_application()
