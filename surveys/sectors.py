"""Kinds of agencies: thirteen sectors that roll up to five broad groups."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """A kind of agency, and the broad group it belongs to."""

    id: str
    broad: str


SECTORS: tuple[Sector, ...] = (
    Sector("child_welfare", "child_welfare"),
    Sector("court", "court_legal"),
    Sector("legal", "court_legal"),
    Sector("sud_treatment", "treatment"),
    Sector("mental_health", "treatment"),
    Sector("health_care", "health_family_services"),
    Sector("early_childhood", "health_family_services"),
    Sector("housing_basic", "health_family_services"),
    Sector("recovery_peer", "recovery_family_community"),
    Sector("tribal", "recovery_family_community"),
    Sector("faith_community", "recovery_family_community"),
    Sector("family_member", "recovery_family_community"),
    Sector("other", "recovery_family_community"),
)

BROAD: tuple[str, ...] = tuple(dict.fromkeys(sector.broad for sector in SECTORS))

_SECTOR_NAMES = {
    "child_welfare": ("Child welfare", "Bienestar infantil"),
    "court": ("Courts", "Tribunales"),
    "legal": ("Lawyers and child advocates", "Abogados y defensores de niños"),
    "sud_treatment": ("Substance use treatment", "Tratamiento por consumo de sustancias"),
    "mental_health": ("Mental health", "Salud mental"),
    "health_care": ("Health care", "Atención médica"),
    "early_childhood": (
        "Child and early childhood services",
        "Servicios para niños y primera infancia",
    ),
    "housing_basic": ("Housing and basic needs", "Vivienda y necesidades básicas"),
    "recovery_peer": (
        "Recovery and peer support",
        "Recuperación y apoyo entre pares",
    ),
    "tribal": ("Tribal programs", "Programas tribales"),
    "faith_community": ("Faith and community groups", "Grupos religiosos y comunitarios"),
    "family_member": ("Parents and family members", "Madres, padres y familiares"),
    "other": ("Other partners", "Otros socios"),
}

_BROAD_NAMES = {
    "child_welfare": ("Child welfare", "Bienestar infantil"),
    "court_legal": ("Courts and legal partners", "Tribunales y socios legales"),
    "treatment": ("Treatment partners", "Socios de tratamiento"),
    "health_family_services": (
        "Health and family services",
        "Servicios de salud y para las familias",
    ),
    "recovery_family_community": (
        "Recovery, family and community partners",
        "Socios de recuperación, familias y comunidad",
    ),
}

_PLACE = {"en": 0, "es": 1}


def sector_name(sector_id: str, language: str = "en") -> str:
    """What a sector is called, as a group of agencies.

    Raises:
        KeyError: there is no such sector.
    """
    return _SECTOR_NAMES[sector_id][_PLACE.get(language, 0)]


def broad_name(broad_id: str, language: str = "en") -> str:
    """What a broad group is called.

    Raises:
        KeyError: there is no such broad group.
    """
    return _BROAD_NAMES[broad_id][_PLACE.get(language, 0)]
