"""What is on a class's sheets, as values."""

from __future__ import annotations

from tests.fieldtrip.test_plan import guide
from trail.fieldtrip.planner.request import usual_request
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
        telegrams = [(told, role) for role in band.roleplay.roles for told in role.telegrams]
        telegrams.sort(key=lambda item: item[0].date)
        closed = [s for s in sheet.sections if s.heading.startswith("Sealed: telegram to ")]
        assert len(closed) == len(telegrams) >= 2
        assert len(cards) == len(band.roleplay.roles) + len(sealed) + len(
            {section.heading for section in closed}
        )
        assert [(section.heading, section.blocks[0].items[1]) for section in closed] == [
            (f"Sealed: telegram to {role.name}", told.text) for told, role in telegrams
        ]
        assert "August 23, 1905" in closed[0].blocks[0].items[0]
        for role in band.roleplay.roles:
            assert set(role.knows) <= set(cards[role.name])
            assert not set(role.not_known) & set(cards[role.name])
        for role in sealed:
            said = cards[f"Sealed: {role.name}"]
            assert said[0].startswith("Keep this closed until your teacher says")
            assert tuple(said[1:]) == role.not_known


def test_a_class_of_28_has_a_part_each_and_the_minutes_of_the_steps_add_up() -> None:
    education, visits = guide().dataset.education, guide().dataset.visits
    assert education is not None
    assert visits is not None
    there = usual_request(visits)
    for band in education.bands:
        play = band.roleplay
        assert sum(len(role.parts) for role in play.roles) == 28
        assert sum(play.step_minutes) == play.minutes
        sheet = class_sheet(guide(), education, f"{band.id}-roleplay", Phrases())
        first, second = sheet.sections[:2]
        assert first.blocks[0].items[0].endswith(f"({play.step_minutes[0]} minutes)")
        assert second.heading == "A part for everybody: 28"
        # A lesson on the trail takes as long as the planner's usual day there.
        (during,) = [lesson for lesson in band.lessons if lesson.when == "during"]
        hours = there.leave.hour - there.arrive.hour
        assert during.minutes == 60 * hours + there.leave.minute - there.arrive.minute


def test_every_text_of_the_time_has_its_own_questions_and_silent_stops_are_named() -> None:
    education = guide().dataset.education
    assert education is not None
    for band in education.bands:
        packet = band.sources
        assert packet is not None
        sheet = class_sheet(guide(), education, f"{band.id}-sources", Phrases())
        cards = [section for section in sheet.sections if section.card]
        assert len(cards) == len(packet.voices) + len(packet.articles)
        asked = (packet.observe[0], packet.reflect[0], packet.question[0])
        assert all(card.blocks[-1].items == asked for card in cards)
        story = guide().dataset.story
        assert story is not None
        for name, card in zip(packet.articles, cards[len(packet.voices) :], strict=True):
            words = story.articles_by_id[name].words
            assert words
            assert words in card.blocks[0].items[0]
        (silent,) = [s for s in sheet.sections if s.heading == "Stops without words of 1905"]
        named = {section.mark.site.name for section in cards if section.mark}
        assert named
        assert not named & set(silent.blocks[1].items)
        assert len(named) + len(silent.blocks[1].items) == 15


def test_the_history_day_kit_parts_its_sources_and_names_no_years_theme() -> None:
    education = guide().dataset.education
    assert education is not None
    with_kit = [band for band in education.bands if band.history]
    assert [band.id for band in with_kit] == ["grades-6-8", "grades-9-12"]
    story = guide().dataset.story
    assert story is not None
    for band in with_kit:
        sheet = class_sheet(guide(), education, f"{band.id}-history", Phrases())
        by_heading = {section.heading: section.blocks[0] for section in sheet.sections}
        primary, secondary = by_heading["Primary sources"], by_heading["Secondary sources"]
        looked_at = [work for work in story.works if work.verified != "not-seen"]
        assert len(primary.pairs) + len(secondary.pairs) == len(looked_at)
        assert any("Pre-War Diplomacy" in cited for cited, _ in primary.pairs)
        assert any("Trani" in cited for cited, _ in secondary.pairs)
        assert all(told.endswith("______") for _, told in (*primary.pairs, *secondary.pairs))
        assert "Revolution, Reaction, Reform" not in str(sheet.sections)
