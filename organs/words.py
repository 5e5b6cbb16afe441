"""The type of words that are shown: a string, or one that is translated when it is shown."""

from django.utils.functional import Promise

type Words = str | Promise
