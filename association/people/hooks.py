"""What persons add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from association.people.models import Person
from association.people.rights import PersonPolicy
from association.people.viewsets import PersonChooserViewSet, PersonViewSet, person_chooser

register_permission_policy(Person, PersonPolicy(Person))


@hooks.register("register_admin_viewset")
def people() -> PersonViewSet:
    """The persons."""
    return PersonViewSet("personen")


@hooks.register("register_admin_viewset")
def choosing() -> PersonChooserViewSet:
    """Choosing a person in a text."""
    return person_chooser
