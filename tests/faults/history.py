"""What became of each mail's row, written down by a trigger of the run's database: which session claimed it and what followed."""

from dataclasses import dataclass

from tests.faults import servers

MADE = """
CREATE TABLE mail_history (
    id bigserial PRIMARY KEY, at double precision, message_id text, state text, worker text, session integer
);
CREATE FUNCTION write_mail_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO mail_history (at, message_id, state, worker, session) VALUES (
        extract(epoch FROM clock_timestamp()), NEW.message_id, NEW.state,
        current_setting('application_name'), pg_backend_pid()
    );
    RETURN NULL;
END $$;
CREATE TRIGGER mail_history AFTER INSERT OR UPDATE ON notices_mail
    FOR EACH ROW EXECUTE FUNCTION write_mail_history();
"""


@dataclass(frozen=True)
class Change:
    """One committed change of a mail's row."""

    at: float
    message_id: str
    state: str
    worker: str
    session: int


def begin() -> None:
    """Writes down from now on."""
    with servers.as_owner() as owner:
        owner.execute(MADE)


def read() -> dict[str, list[Change]]:
    """Returns the changes of each mail, in order."""
    found: dict[str, list[Change]] = {}
    with servers.as_owner() as owner:
        for row in owner.execute("SELECT at, message_id, state, worker, session FROM mail_history ORDER BY id"):
            change = Change(*row)
            found.setdefault(change.message_id, []).append(change)
    return found
