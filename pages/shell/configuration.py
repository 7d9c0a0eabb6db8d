"""Streamlit settings without which this app would be slow, talk to others, or tell too much."""

from streamlit import config

WANTED = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.enableRich": False,
    "logger.level": "warning",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.baseUrlPath": "",
    "server.disconnectedSessionTTL": 900,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxMessageSize": 20,
    "server.maxUploadSize": 5,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "theme.base": "light",
    "theme.backgroundColor": "#ffffff",
    "theme.baseFontSize": 18,
    "theme.borderColor": "#6b6b6b",
    "theme.headingFontSizes": ["2rem", "1.4rem", "1.2rem", "1.1rem", "1.05rem", "1rem"],
    "theme.linkColor": "#01665a",
    "theme.paddingTop": "2rem",
    "theme.primaryColor": "#01665a",
    "theme.secondaryBackgroundColor": "#eef6f5",
    "theme.textColor": "#1d2b2a",
}
"""Streamlit's allowedHosts is not among them: it would have to know the public address, and guards
the websocket only. The Guard in `security.py` checks the host of every request."""


class WrongConfiguration(RuntimeError):
    """A setting is not as it must be."""


def check_configuration() -> None:
    """Refuse to start when a setting is not as it must be.

    Raises:
        WrongConfiguration: names each such setting, its value and the right one.
    """
    wrong = [
        f"{name} is {config.get_option(name)!r} and must be {value!r}"
        for name, value in WANTED.items()
        if config.get_option(name) != value
    ]
    if wrong:
        raise WrongConfiguration(
            f".streamlit/config.toml: {'; '.join(wrong)}. Start the app in the folder that holds "
            "streamlit_app.py, without other settings."
        )
