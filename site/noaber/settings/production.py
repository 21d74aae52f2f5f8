"""Production: everything from the environment, safe unless it is opened on purpose."""

from noaber.settings.base import *  # noqa: F403 - settings are a namespace
from noaber.settings.base import SOURCE, cache_settings, env

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.text("ADMIN_BASE_URL")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", "")

DATABASES = {"default": env.database("DATABASE_URL", "")}
CACHE_URL = env.text("CACHE_URL", "")
CACHES = cache_settings(CACHE_URL)
SESSION_ENGINE = "django.contrib.sessions.backends." + ("cached_db" if CACHE_URL else "db")

DATA_FOLDER = env.path("DATA_FOLDER", SOURCE / "var")
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_FOLDER / "media")
PRIVATE_MEDIA_ROOT = env.path("PRIVATE_MEDIA_ROOT", DATA_FOLDER / "private")
STATIC_ROOT = env.path("STATIC_ROOT", DATA_FOLDER / "static")
SERVE_MEDIA = env.flag("SERVE_MEDIA", default=False)

globals().update(env.email("EMAIL_URL", "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "noreply@localhost")
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "")
DEMO = False

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=True) else None
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("SECURE_HSTS_PRELOAD", default=True)
AUTHENTICATION_BACKENDS = ["noaber.accounts.NoKnownPasswordBackend"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # noaber.middleware.OriginMiddleware is Django's own, and asks more of public forms
    "security.W019",  # the editor shows pages in a frame of the same site; the content security policy refuses others
]
