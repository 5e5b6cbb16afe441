"""A request that is not passed on to Django, with the few words that its sender is shown."""

from http import HTTPStatus


class EarlyRefusal(Exception):
    """The gate does not take a request; `status` is what it answers."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT
BUSY = HTTPStatus.SERVICE_UNAVAILABLE
# In both languages: nothing is known yet of who asks.
WORDS = {
    TOO_LARGE: (
        "提交的内容超过本页面允许的大小，未予保存。请返回上一页，减少或压缩附件后重新提交。",
        "This is more than the page takes, and was not kept. Go back, choose fewer or smaller files, and send it again.",
    ),
    TOO_SLOW: (
        "提交的内容没有按时到达，未予保存。请返回上一页重新提交。",
        "What was sent did not arrive in time, and was not kept. Go back and send it again.",
    ),
    BUSY: ("系统繁忙，请稍后再试。", "The system is busy; please try again in a moment."),
}


def page(status: HTTPStatus) -> bytes:
    """Returns the page of a refusal: no style sheet and no script, since nothing else may be asked for."""
    chinese, english = WORDS[status]
    return f"""\
<!doctype html>
<html lang="zh-Hans-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{chinese[:-1]}</title></head>
<body>
<h1>{chinese}</h1>
<p lang="en">{english}</p>
<p><a href="/">返回首页 <span lang="en">Back to the start</span></a></p>
</body>
</html>
""".encode()
