"""Founding an association: its record, its groups and what they may do."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, GroupSitePermission, Page, Site

from association.base.models import AssociationGroup, Role
from association.organizations.models import Organization

PAGE_RIGHTS: dict[str, tuple[str, ...]] = {
    Role.MANAGER: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    Role.CHIEF_EDITOR: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    Role.EDITOR: ("add", "change"),
}
FILE_RIGHTS: dict[str, tuple[str, ...]] = {
    Role.MANAGER: ("add", "change", "choose"),
    Role.CHIEF_EDITOR: ("add", "change", "choose"),
    Role.EDITOR: ("add", "choose"),
    Role.PROCESS_LEAD: ("add", "choose"),
}
SEATS = ("add_person", "change_person", "publish_person", "view_person", "change_membership", "view_membership")
SEES_SEATS = ("view_person", "view_membership")
ACTIVITIES = ("add_activityyear", "change_activityyear", "view_activityyear")
DOSSIERS = ("add_dossier", "change_dossier", "view_dossier")
TERMS = ("add_term", "change_term", "view_term")
SEES_EVENTS = ("view_eventkind", "view_holiday")
EVENTS = (
    *SEES_EVENTS,
    *(f"{right}_{model}" for model in ("eventkind", "holiday") for right in ("add", "change", "delete")),
)
MAIL = ("view_newsletter", "view_mailinglist", "view_mailing")
KEPT_FOR_MAIL = ("newsletter", "mailinglist", "subscriber", "segment", "welcomestep")
SENDS_MAIL = (
    *(f"{right}_{model}" for model in KEPT_FOR_MAIL for right in ("add", "change", "delete", "view")),
    *("view_mailing", "change_mailing", "send_mailing"),
)
REGISTER_RIGHTS: dict[str, tuple[str, ...]] = {
    Role.MANAGER: (*ACTIVITIES, *DOSSIERS, *TERMS, *EVENTS, "delete_term", "add_portfolio", "change_portfolio",
                   "view_portfolio", "add_organization", "change_organization", "publish_organization",
                   "view_organization", "change_brand", "view_brand", "add_publicationseries",
                   "change_publicationseries", "view_publicationseries", *SEATS,
                   *SENDS_MAIL, "add_sendersettings", "change_sendersettings", "view_sendersettings"),
    Role.CHIEF_EDITOR: (*ACTIVITIES, *DOSSIERS, *TERMS, *EVENTS, "delete_term", "add_portfolio", "change_portfolio",
                        "view_portfolio", "view_organization", "add_publicationseries", "change_publicationseries",
                        "view_publicationseries", *SEATS, *SENDS_MAIL),
    Role.EDITOR: (*ACTIVITIES, *TERMS, "view_dossier", "view_portfolio", "view_organization", "view_publicationseries",
                  *SEES_SEATS, *SEES_EVENTS, *MAIL),
    Role.PROCESS_LEAD: ("view_activityyear",),
}  # fmt: skip
FILE_APPS = ("wagtailimages", "wagtaildocs")
WORKS_IN_ADMIN = (Role.MANAGER, Role.EDITOR, Role.CHIEF_EDITOR, Role.PROCESS_LEAD)


@transaction.atomic
def found_association(*, name: str, abbreviation: str, slug: str) -> Organization:
    """The association with its six groups; what exists already is left as it is."""
    association, _ = Organization.every.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "abbreviation": abbreviation,
            "classification": Organization.Classification.ASSOCIATION,
        },
    )
    for role in Role.values:
        if not AssociationGroup.objects.filter(association=association, role=role).exists():
            group, _ = Group.objects.get_or_create(name=f"{abbreviation} {role}")
            AssociationGroup.objects.create(association=association, role=role, group=group)
    return association


@transaction.atomic
def grant_rights(*, association: Organization, site: Site, home: Page, collection: Collection) -> None:
    """Give the association's groups their rights on its own pages, files, settings and register, and nothing else."""
    for row in AssociationGroup.objects.filter(association=association).select_related("group"):
        grant_on_pages(row.group, home, PAGE_RIGHTS.get(row.role, ()))
        grant_on_files(row.group, collection, FILE_RIGHTS.get(row.role, ()))
        codes = [*REGISTER_RIGHTS.get(row.role, ()), *(["access_admin"] if row.role in WORKS_IN_ADMIN else [])]
        row.group.permissions.add(*Permission.objects.filter(codename__in=codes))
        if row.role == Role.MANAGER:
            settings = Permission.objects.get(codename="change_sitesettings")
            GroupSitePermission.objects.get_or_create(group=row.group, site=site, permission=settings)


def grant_on_pages(group: Group, page: Page, rights: tuple[str, ...]) -> None:
    """Give a group rights on a page and all below it."""
    for permission in Permission.objects.filter(codename__in=[f"{right}_page" for right in rights]):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def grant_on_files(group: Group, collection: Collection, rights: tuple[str, ...]) -> None:
    """Give a group rights on the pictures and documents of a collection and all below it."""
    codes = [f"{right}_{kind}" for right in rights for kind in ("image", "document")]
    # Wagtail asks for the rights of its own models, also where ours stand in for them.
    for permission in Permission.objects.filter(content_type__app_label__in=FILE_APPS, codename__in=codes):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
