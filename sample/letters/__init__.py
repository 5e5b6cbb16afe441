"""The texts of the invented suggestions, by subject; when what happens to them is in stories."""

from sample.letters import environment, justice, livelihood, safety, upkeep
from sample.stage import Letter

LETTERS: dict[str, Letter] = {
    letter.key: letter
    for letter in (
        *livelihood.LETTERS,
        *environment.LETTERS,
        *safety.LETTERS,
        *justice.LETTERS,
        *upkeep.LETTERS,
    )
}
