"""The tables of `signin`, by noun."""

from signin.models.known_device import KnownDevice
from signin.models.session import Session
from signin.models.tried_key import TriedKey

__all__ = ["KnownDevice", "Session", "TriedKey"]
