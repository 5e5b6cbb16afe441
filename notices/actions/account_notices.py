"""Tells a person what happened to the own account, in the inbox alone."""

from collections.abc import Mapping
from datetime import datetime

from notices.models import Notice
from notices.rules.account_news import News
from notices.rules.notice_topics import Topic


def tell(*, at: datetime, person_id: int, news: News, key: str | int, details: Mapping[str, str] | None = None) -> None:
    """Leaves one notice in the person's inbox; the same news under the same key is told once."""
    notice = Notice(
        person_id=person_id,
        about=Topic.ACCOUNT.about(news, key),
        details={"news": str(news), **(details or {})},
        delivered_at=at,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
