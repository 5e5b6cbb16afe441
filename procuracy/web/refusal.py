"""A request that is not passed on to Django, with the few words that its sender is shown, by the gate or by a proxy before it."""

from http import HTTPStatus


class EarlyRefusal(Exception):
    """The gate does not take a request; `status` is what it answers."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT
BUSY = HTTPStatus.SERVICE_UNAVAILABLE
# What a proxy says before a request comes here, or when nothing answers it (deploy/nginx).
OF_PROXY = {
    HTTPStatus.NOT_FOUND: (
        "没有这个页面。请检查网址，或者返回首页。",
        "There is no such page. Look at the address, or go back to the start.",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        "本网络地址短时间内的请求过多，未予受理。请一分钟后返回上一页重试。",
        "Too much was asked from this network address just now; this was not taken. Wait a minute, go back and try again.",
    ),
    HTTPStatus.BAD_GATEWAY: (
        "系统暂时无法访问，提交的内容没有送达。请一分钟后返回上一页重试；已经填写的内容保存在本浏览器中。",
        "The system cannot be reached just now, and what was sent has not arrived. Wait a minute, go back and try again;"
        " what you typed is kept in this browser.",
    ),
    HTTPStatus.GATEWAY_TIMEOUT: (
        "系统没有及时答复，无法确定提交的内容是否已经保存。请返回上一页，刷新后先核对再提交。",
        "The system did not answer in time, and it is not known whether what was sent was kept. Go back, load the page again and"
        " look before you send it once more.",
    ),
}
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
    **OF_PROXY,
}
# What nginx answers by itself; a body that comes too slowly it ends without a word.
BY_PROXY = (TOO_LARGE, BUSY, *OF_PROXY)


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
