"""Forms of the register of portfolios and of their pages."""

from typing import Any

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm

from association.base.forms.pages import PageForm
from association.base.rights import associations_granting
from association.organizations.models import Organization
from association.portfolios.models import Portfolio


class PortfolioForm(WagtailAdminModelForm):
    """A portfolio; it belongs for good to an association that its maker works for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "association" not in self.fields:
            return
        field = self.fields["association"]
        if self.instance.pk:
            field.disabled = True
        elif self.for_user is not None and not self.for_user.is_superuser:
            own = Organization.objects.filter(pk__in=associations_granting(self.for_user, Portfolio, ["add"]))
            field.queryset = own
            if len(own) == 1:
                self.initial["association"] = own[0].pk
                field.disabled = True


class PortfolioPageForm(PageForm):
    """The page of a portfolio that has none yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "portfolio" in self.fields:
            field = self.fields["portfolio"]
            free = Q(page__isnull=True) | Q(pk=self.instance.portfolio_id)
            field.queryset = field.queryset.filter(free)
