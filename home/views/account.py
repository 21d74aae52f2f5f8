"""Logging in and out on the site itself."""

from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from association.base.context import Crumb, PageHead

NO_MATCH = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk of Caps Lock aanstaat en probeer het opnieuw."


class LoginForm(AuthenticationForm):
    """Django's form, with messages that name no account."""

    error_messages = {  # noqa: RUF012 - no class variable in the stub
        "invalid_login": NO_MATCH,
        "inactive": NO_MATCH,
    }


class LoginView(auth_views.LoginView):
    """The members' log-in; afterwards to the page that asked for it, on this site only."""

    template_name = "home/login.html"
    authentication_form = LoginForm
    extra_context = {  # noqa: RUF012 - as above
        "crumbs": [Crumb("Home", "/"), Crumb("Inloggen")],
        "page_meta": PageHead(title="Inloggen", robots="noindex"),
    }


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out and go to the home page."""
    logout(request)
    return redirect("/")
