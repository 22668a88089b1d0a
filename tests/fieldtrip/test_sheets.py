"""What is on a class's sheets, as values."""

from __future__ import annotations

from tests.fieldtrip.test_plan import guide
from trail.fieldtrip.sheets import class_sheet
from trail.guide.words.phrases import Phrases


def test_what_a_side_cannot_know_is_on_a_sealed_card_and_not_on_its_own() -> None:
    education = guide().dataset.education
    assert education is not None
    for band in education.bands:
        sheet = class_sheet(guide(), education, f"{band.id}-roleplay", Phrases())
        cards = {
            section.heading: [text for block in section.blocks for text in block.items]
            for section in sheet.sections
            if section.card
        }
        sealed = [role for role in band.roleplay.roles if role.not_known]
        assert len(cards) == len(band.roleplay.roles) + len(sealed)
        for role in band.roleplay.roles:
            assert set(role.knows) <= set(cards[role.name])
            assert not set(role.not_known) & set(cards[role.name])
        for role in sealed:
            said = cards[f"Sealed: {role.name}"]
            assert said[0].startswith("Keep this closed until your teacher says")
            assert tuple(said[1:]) == role.not_known
