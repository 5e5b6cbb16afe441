"""How allauth keeps second factors for us: their secrets encrypted, under a key made from SECRET_KEY (MFA_ADAPTER)."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser


class SecretUnreadable(Exception):
    """A second factor was encrypted under a key that is not among SECRET_KEY and SECRET_KEY_FALLBACKS."""


class FactorAdapter(DefaultMFAAdapter):
    """Encrypts what a second factor is made of; whoever reads the database or a backup alone can make no code."""

    def encrypt(self, text: str) -> str:
        """Returns the text under the present key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Returns the text; a former key in SECRET_KEY_FALLBACKS opens it too. Raises SecretUnreadable."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as unreadable:
            raise SecretUnreadable from unreadable

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Returns the sign-in name: the e-mail address may be an office's."""
        return user.get_username()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(f"signin.factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in derived])
