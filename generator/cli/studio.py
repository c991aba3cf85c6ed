"""`cease studio`: edits the project in the browser."""

from generator.problems import Refused, error
from .session import Session


def studio(session: Session, port: int, *, browser: bool) -> None:
    """Serve the studio until it is interrupted."""
    if session.project_folder is None:
        message = "there is no project here: only the campaign that comes with the program"
        raise Refused([error("no-project", message, None, "cease init copies it into a folder")])
    try:
        from generator.studio.serving import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("generator"):
            raise
        message = f"the studio needs {missing.name}, which is not installed"
        hint = "pip install 'cease-print[studio]'"
        raise Refused([error("no-studio", message, None, hint)]) from None
    serve(session.project_folder, port, browser, _say)


def _say(address: str) -> None:
    print(f"The studio is open at {address}\nPress Ctrl and C to end it.", flush=True)
