"""`cease web`."""

from pathlib import Path

from generator.jobs import gc_policy
from generator.jobs.choosing import Choice
from generator.jobs.publish import check_folder
from generator.jobs.site_folder import put_folder
from generator.jobs.web_site import web_folders
from generator.problems import counted
from .progress import progress
from .session import Session


def web(session: Session, choice: Choice, out: Path, *, release: bool) -> None:
    """Write a folder for each campaign and area of the choice, and say what is in it."""
    check_folder(out)
    gc_policy.collect()
    project = session.project
    written: list[str] = []
    session.document |= {"out": str(out), "folders": written}
    with progress(len(choice.languages)) as advance:
        made = list(
            web_folders(
                project, choice, release=release, on_done=lambda job: advance(job.piece.language)
            )
        )
    for folder in made:
        session.report(folder.problems)
        facts = {"campaign": folder.campaign, "area": folder.area, "site": folder.site}
        put_folder(out / folder.path, folder.files, facts)
        written.append(str(out / folder.path))
        pages = sum(path.endswith("/index.html") for path in folder.files)
        said = f"{counted(pages, 'language')} in {out / folder.path}"
        if folder.site:
            session.say(f"{said}, to be copied to {folder.site}")
        else:
            session.say(
                f"{said}; without `site:` in the area's file the pages do not tell search engines "
                "of each other, and have no picture beside a link"
            )
