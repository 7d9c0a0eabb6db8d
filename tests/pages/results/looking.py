"""What somebody reads on a screen that a test has run."""

from typing import Any

from streamlit.testing.v1 import AppTest


def texts(app: AppTest) -> str:
    """Everything that is written on the screen, but for charts and tables."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.text]
    parts += [*app.info, *app.error, *app.warning]
    return "\n".join(str(part.value) for part in parts)


def charts(app: AppTest) -> list[Any]:
    """Every chart."""
    return list(app.get("plotly_chart"))


def everything(app: AppTest) -> str:
    """All that is written, with charts, their words, tables, labels and what can be chosen."""
    parts = [texts(app)]
    for chart in charts(app):
        parts += [chart.proto.alt, chart.proto.spec]
    parts += [table.value.to_string() for table in app.table]
    for widget in (*app.selectbox, *app.toggle, *app.expander):
        parts += [str(widget.label)]
    parts += [str(code.value) for code in app.code]
    return "\n".join(parts)
