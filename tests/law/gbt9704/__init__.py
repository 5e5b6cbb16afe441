"""The national standard of 2012 for official documents: paper and typography, which letters borrow."""

from tests.law.rules import Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="GB/T 9704",
    english="Layout of Official Documents of Party and Government Organs (2012)",
    chinese="党政机关公文格式 GB/T 9704—2012",
    in_force="Valid; reviewed in 2025. Read in secondary copies that agree with each other; numbers of clauses do "
    "not, and are left out.",
    names=("GB/T 9704",),
    remark="It binds official documents; procuratorial documents have forms of their own, so that it serves as "
    "paper and typography.",
    rules=(
        Rule(
            paragraph="paper",
            text="A4; a text block of 156 × 225 mm, 37 mm from the top and 28 mm from the binding.",
            tests=(
                "tests/suggestions/printing/test_typesetting.py::"
                "test_nothing_of_the_body_stands_outside_of_the_text_block",
                "tests/suggestions/printing/test_typesetting.py::test_no_ink_stands_outside_of_the_text_block",
            ),
        ),
        Rule(
            paragraph="grid",
            text="22 lines of 28 characters fill the text block; a line is a character of size 3 and seven eighths "
            "of it.",
            tests=("tests/suggestions/printing/test_typesetting.py::test_a_full_page_has_22_lines",),
        ),
        Rule(
            paragraph="characters",
            text="The text is in size 3 (16 pt); 28 characters fill the width.",
            tests=(
                "tests/suggestions/printing/test_typesetting.py::"
                "test_a_line_of_28_characters_fills_the_width_and_stands_in_cells",
            ),
        ),
        Rule(
            paragraph="faces",
            text="FangSong for the text, small-standard Song for titles, Hei and Kai for levels.",
            coverage=Coverage.PARTLY,
            note="Free faces stand in where the office has not installed its own; the file says so.",
            tests=("tests/suggestions/printing/test_fonts.py::test_without_installed_faces_every_role_has_a_stand_in",),
        ),
        Rule(
            paragraph="number of copies",
            text="A classified letter bears a number of its copy, six digits at the top left.",
            note="Where an office turns it on; the software keeps no state secrets.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_number_of_the_copy_stands_over_the_marks_and_the_remark_under_the_date",
            ),
        ),
        Rule(
            paragraph="secrecy, urgency",
            text="The marks stand at the top left, in Hei of size 3.",
            tests=(
                "tests/suggestions/printing/test_documents.py::test_secrecy_and_urgency_stand_top_left_in_both_heads",
            ),
        ),
        Rule(
            paragraph="issuer",
            text="The issuer’s mark is red and centred, 35 mm below the top of the text block.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::test_a_red_head_has_the_distances_of_the_standard",
            ),
        ),
        Rule(
            paragraph="number",
            text="The document number stands two lines below the mark, centred.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::test_a_red_head_has_the_distances_of_the_standard",
            ),
        ),
        Rule(
            paragraph="red line",
            text="A red line as wide as the text block stands 4 mm below the number.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::test_a_red_head_has_the_distances_of_the_standard",
            ),
        ),
        Rule(
            paragraph="title",
            text="The title is of size 2 (22 pt), centred, two lines below the line, broken into balanced lines.",
            tests=("tests/suggestions/printing/test_typesetting.py::test_the_title_has_its_face_and_size",),
        ),
        Rule(
            paragraph="recipient",
            text="The recipient stands flush left one line below the title, with a colon.",
            tests=("tests/suggestions/printing/test_documents.py::test_the_recipient_stands_first_or_for_courts_last",),
        ),
        Rule(
            paragraph="levels",
            text="一、 in Hei, （一） in Kai, 1. and （1） in FangSong.",
            note="Of a measure, which is counted, the number alone has the face of its level, however long it is.",
            tests=(
                "tests/suggestions/printing/test_typesetting.py::test_numbers_of_levels_have_their_faces",
                "tests/suggestions/printing/test_typesetting.py::"
                "test_the_face_of_a_measure_does_not_depend_on_its_length",
            ),
        ),
        Rule(
            paragraph="attachments",
            text="The note of attachments stands one line below the text, numbered, with a hanging indent.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_the_note_of_attachments_stands_one_line_below_and_hangs",
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_the_note_of_attachments_is_not_torn_and_the_page_of_the_seal_bears_text",
            ),
        ),
        Rule(
            paragraph="signature",
            text="With a seal the name stands centred over the date, and the seal over both.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::test_name_date_and_seal_stand_as_the_standard_says",
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_a_name_of_any_length_stays_in_the_text_block_over_its_date",
            ),
        ),
        Rule(
            paragraph="note",
            text="A note in brackets (附注) stands on the line after the date.",
            note="Where an office turns it on.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_number_of_the_copy_stands_over_the_marks_and_the_remark_under_the_date",
            ),
        ),
        Rule(
            paragraph="foot",
            text="The colophon stands at the foot of the last page, between rules thick, thin, thick.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_the_rules_at_the_foot_are_thick_thin_thick_and_the_last_on_the_edge_of_the_text_block",
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_copies_and_printing_office_stand_on_an_even_page",
            ),
        ),
        Rule(
            paragraph="copies",
            text="Copies are named in size 4, one character in, with a hanging indent.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_copies_and_printing_office_stand_at_the_foot_of_the_last_page",
            ),
        ),
        Rule(
            paragraph="printing office",
            text="Printing office and day stand below the copies, one character in on each side.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_copies_and_printing_office_stand_at_the_foot_of_the_last_page",
            ),
        ),
        Rule(
            paragraph="page number",
            text="“— 1 —” in size 4, 7 mm below the text block, on the outer side one character in.",
            tests=(
                "tests/suggestions/printing/test_typesetting.py::"
                "test_page_numbers_stand_on_the_outer_side_one_character_in",
                "tests/suggestions/printing/test_typesetting.py::"
                "test_the_dashes_beside_the_page_number_are_7_mm_below_the_text_block",
            ),
        ),
        Rule(
            paragraph="letter form",
            text="A letter form (信函格式) has a mark 30 mm from the edge and double red rules.",
            note="Where an office turns it on.",
            tests=(
                "tests/suggestions/printing/test_head_and_foot.py::"
                "test_the_form_of_a_letter_has_its_mark_and_double_lines_where_the_standard_says",
            ),
        ),
    ),
)
