"""What the processes write to their log: one line per event, for people by default, as JSON in production."""

import logging
import logging.config
from typing import Any

import structlog
from django.conf import settings

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Whether an event goes to the log; a failing /healthz is asked again every few seconds and says itself what fails."""
    return getattr(getattr(record, "request", None), "path", "") != "/healthz"


def without_traceback(record: logging.LogRecord) -> bool:
    """Takes the traceback out of what a client did wrong (4xx): it is no fault of ours, and may quote what was sent."""
    if 400 <= getattr(record, "status_code", 0) < 500:
        record.exc_info = record.exc_text = None
    return True


def configuration(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything goes to standard error, through structlog's renderer."""
    # Plain tracebacks: those with local variables would write what people typed into the log.
    console = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if as_json else console
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *([structlog.processors.format_exc_info] if as_json else []),
                    renderer,
                ],
                "foreign_pre_chain": SHARED,
            }
        },
        "filters": {"worth": {"()": lambda: is_worth_a_line}, "brief": {"()": lambda: without_traceback}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["worth", "brief"]}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "procuracy": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def configure() -> None:
    """Sets logging up as the settings say, for processes that would do it otherwise."""
    logging.config.dictConfig(settings.LOGGING)


structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
