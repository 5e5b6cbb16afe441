"""The environment as the settings read it: where NAME_FILE names a file, its content is the value of NAME."""

from django.core.exceptions import ImproperlyConfigured
from environ.environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping


class SecretFiles(FileAwareMapping):
    """The environment with secrets as files; the line end at the end of a file is not part of the secret."""

    def __getitem__(self, key: str) -> str:
        try:
            value = super().__getitem__(key)
        except OSError as error:
            raise ImproperlyConfigured(f"The file of {key}_FILE cannot be read: {error.strerror} ({error.filename}).")
        return value.rstrip("\r\n") if f"{key}_FILE" in self.env else value


class Environment(FileAwareEnv):
    """What django-environ reads from."""

    ENVIRON = SecretFiles()
