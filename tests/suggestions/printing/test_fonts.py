"""Faces are found by the names in their files; packaged ones stand in; what none can draw is named."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from suggestions.printing import font_subset, fonts


@pytest.fixture
def office(tmp_path: Path, packaged: fonts.FontSet) -> Path:
    """A folder with a face that calls itself 仿宋_GB2312, under a file name that does not tell."""
    folder = tmp_path / "office"
    folder.mkdir()
    with TTFont(next(font.path for font in packaged.fonts if font.path.suffix == ".ttf")) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = "仿宋_GB2312"
        font.save(folder / "A0001.TTF")
    (folder / "broken.ttf").write_bytes(b"no face")
    return folder


def test_the_offices_own_face_comes_first_and_the_packaged_ones_after(office: Path, work: Path) -> None:
    found = fonts.find(work=work, folders=(office,))
    assert found.stacks["fangsong"][0] == "仿宋_GB2312"
    assert fonts.SERIF in found.stacks["fangsong"]
    assert found.stacks["hei"][0].startswith(fonts.SANS)
    assert '--fangsong: "仿宋_GB2312", ' in found.style()


def test_without_installed_faces_every_role_has_a_stand_in(packaged: fonts.FontSet) -> None:
    assert set(packaged.stacks) == set(fonts.ROLES)
    assert all(stack[0].startswith(("Noto Serif SC", "Noto Sans SC")) for stack in packaged.stacks.values())


@pytest.fixture
def fandol(tmp_path: Path, packaged: fonts.FontSet) -> Path:
    """A folder with a face under file name and family of FandolFang."""
    folder = tmp_path / "faces"
    folder.mkdir()
    with TTFont(next(font.path for font in packaged.fonts if font.path.suffix == ".ttf")) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = fonts.FANGSONG
        font.save(folder / "FandolFang-Regular.otf")
    return folder


def test_set_up_says_which_face_draws_fangsong_before_and_after_it_is_prepared(fandol: Path, tmp_path: Path) -> None:
    def here() -> fonts.FontSet:
        return fonts.find(work=tmp_path, folders=(fandol,))

    nowhere = fonts.find(work=tmp_path, folders=())
    assert ("仿宋", fonts.SERIF) in fonts.stand_ins(nowhere)
    assert not fonts.is_fangsong_waiting(nowhere, work=tmp_path, folders=())
    before = here()
    assert ("仿宋", fonts.SERIF) in fonts.stand_ins(before)
    assert fonts.is_fangsong_waiting(before, work=tmp_path, folders=(fandol,))
    small = font_subset.subset_path(fandol / "FandolFang-Regular.otf", work=tmp_path)
    small.parent.mkdir(parents=True)
    small.write_bytes((fandol / "FandolFang-Regular.otf").read_bytes())
    assert ("仿宋", fonts.FANGSONG) in fonts.stand_ins(here())
    assert not fonts.is_fangsong_waiting(here(), work=tmp_path, folders=(fandol,))
    assert fonts.is_fangsong_waiting(before, work=tmp_path, folders=(fandol,))  # a printer that started before it


def test_a_face_that_is_brought_later_is_prepared_with_the_next_start(fandol: Path, tmp_path: Path) -> None:
    before = fonts.edition(work=tmp_path, folders=())
    after = fonts.edition(work=tmp_path, folders=(fandol,))
    assert after != before and after == fonts.edition(work=tmp_path, folders=(fandol,))


def test_everyday_text_and_rare_names_can_be_drawn(packaged: fonts.FontSet) -> None:
    text = "㛃𠅤䶮喆堃昇赟珺龑〔2026〕“”…—·①⑩㈠Ⅳ℃㎡％ABC xyz é ö ñ"
    assert packaged.missing_glyphs(text) == []
    assert packaged.missing_glyphs("一\n二\ufe00") == []


def test_missing_characters_are_named_once_with_their_neighbours(packaged: fonts.FontSet) -> None:
    missing = packaged.missing_glyphs("单位：ཀཁཀ 有限公司", place="名称")
    assert [(glyph.character, glyph.place) for glyph in missing] == [("ཀ", "名称"), ("ཁ", "名称")]
    assert "U+0F40" in str(missing[0])


def test_the_packages_bring_the_letters_of_uyghur_names(packaged: fonts.FontSet) -> None:
    assert packaged.missing_glyphs("شىنجاڭ ئۇيغۇر ئاپتونوم رايونى ئۆې ژقغ") == []
    assert fonts.NASKH in packaged.stacks["fangsong"]


def test_widths_are_those_of_the_first_face_that_can_draw(packaged: fonts.FontSet) -> None:
    assert packaged.advance("检", "fangsong") == packaged.advance("，", "fangsong") == 1.0
    assert 0.4 < packaged.advance("1", "fangsong") < 0.6
    assert packaged.advance("1", "fangsong") != packaged.advance("1", "hei")
    assert packaged.advance("\U0001f95b", "fangsong") == 1.0


@pytest.mark.slow
def test_small_faces_hold_the_whole_of_gb2312(packaged: fonts.FontSet) -> None:
    everyday = font_subset.everyday_characters()
    assert len([code for code in everyday if 0x4E00 <= code < 0xA000]) == 6763
    for font in packaged.fonts:
        if font.family.endswith(font_subset.FAMILY_SUFFIX):
            with TTFont(font.path) as font:
                hanzi = {code for code in everyday if 0x4E00 <= code < 0xA000}
                assert hanzi <= set(font.getBestCmap())


def test_a_missing_package_is_said(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGED", {fonts.SERIF: ("no_such_package_of_faces", "x.otf")})
    fonts._packaged.cache_clear()
    with pytest.raises(fonts.FontsNotFound, match="no-such-package-of-faces"):
        fonts.find(work=work, folders=())
    fonts._packaged.cache_clear()
