"""`cease web`."""

from pathlib import Path

from generator.jobs import gc_policy
from generator.jobs.choosing import Choice
from generator.jobs.publish import check_folder
from generator.jobs.site_folder import put_folder
from generator.jobs.web_site import WebFolder, web_folders, web_pages
from generator.problems import counted
from .progress import progress
from .session import Session


def web(session: Session, choice: Choice, out: Path, *, release: bool) -> None:
    """Write a folder for each campaign and area of the choice, and say what is in it. A folder that
    cannot be made stops no other, and is left as it was."""
    check_folder(out)
    gc_policy.collect()
    project = session.project
    pages = web_pages(project, choice)
    written: list[str] = []
    missing: dict[str, tuple[str, ...]] = {}
    session.document |= {"out": str(out), "folders": written, "missing": missing}
    with progress(len(pages)) as advance:
        for folder in web_folders(
            project, choice, pages, release=release, on_done=lambda job: advance(job.file)
        ):
            session.report(folder.problems)
            path = out / folder.path
            if folder.missing:
                missing[str(path)] = folder.missing
                continue
            facts = {"campaign": folder.campaign, "area": folder.area, "site": folder.site}
            put_folder(path, folder.files, facts)
            written.append(str(path))
            session.say(_said(folder, path))
    for folder_path, files in missing.items():
        session.say(f"{folder_path} is not written, for want of {', '.join(files)}")


def _said(folder: WebFolder, path: Path) -> str:
    """What a person is told of a folder that is written."""
    languages = sum(each.endswith("/index.html") for each in folder.files)
    said = f"{counted(languages, 'language')} in {path}"
    if folder.site:
        return f"{said}, to be copied to {folder.site}"
    return (
        f"{said}; without `site:` in the area's file the pages do not tell search engines of each "
        "other, and have no picture beside a link"
    )
