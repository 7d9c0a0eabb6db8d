"""Streamlit settings without which this app would be slow, or talk to others."""

from streamlit import config

WANTED = {
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "server.enableAgentApi": False,
    "client.showErrorDetails": "none",
    "client.allowedOrigins": [],
}


class WrongConfiguration(RuntimeError):
    """A setting is not as it must be."""


def check_configuration() -> None:
    """Refuse to start when a setting is not as it must be.

    Raises:
        WrongConfiguration: names the setting, its value and the right one.
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
