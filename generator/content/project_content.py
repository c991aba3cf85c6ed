"""The words of a project: its campaigns, languages and areas, each read once."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from generator.cache import Cache
from generator.problems import Problem, Refused, Span, error
from generator.source.keys import CAMPAIGN, FileVersion
from generator.source.rows import Row
from generator.source.shelf import Remembered, Shelf, need
from . import easy_read, pseudolocalise
from .approval_rows import APPROVALS, Approval, Approvals, approvals_path
from .area_files import AreaFiles
from .area_gaps import missing_name, report_at_cause
from .area_logos import AREAS, area_logos
from .area_rows import Area
from .campaign_rows import Campaign
from .campaign_words import CampaignWords, campaign_words
from .document import Document
from .language_checks import LANGUAGES, check_languages, no_language
from .language_rows import Language, Languages
from .localise import Local, localise
from .sentences import Sentence, sentences
from .slot_images import slot_pictures
from .translation import Wording, WordingInputs
from .translation_file import known_earlier
from .translation_rows import Earlier, Term, Terms, Translation

CONTENT: Final = "content"

# Campaigns, areas and languages give folders of the output their names.

# A campaign's words in a language, or None if they cannot be had; and the problems of the files.
_Worded: TypeAlias = tuple[CampaignWords | None, list[Problem]]


class Content(AreaFiles):
    """Everything under `content/`. Each file is read once, when it is asked for."""

    def __init__(self, shelf: Shelf, cache: Cache) -> None:
        super().__init__(shelf, cache)
        self._languages: Remembered[str, Languages] = {}
        self._worded: Remembered[tuple[str, str], _Worded] = {}
        self._sources: Remembered[str, Campaign] = {}

    # what there is

    def campaigns(self) -> list[str]:
        """Every folder of words, by name."""
        parts = (path.split("/") for path in self.shelf.files(CONTENT))
        folders = {within[1] for within in parts if len(within) == 3}
        return sorted(folders - {PurePosixPath(each).name for each in (AREAS, APPROVALS)})

    def tags(self, campaign: str) -> list[str]:
        """The languages a campaign is written in or translated into."""
        return self.stems(f"{CONTENT}/{campaign}")

    # where it stands

    @staticmethod
    def campaign_path(name: str, tag: str) -> str:
        return f"{CONTENT}/{name}/{tag}.yaml"

    def earlier_path(self, campaign: str) -> str:
        return f"{CONTENT}/{campaign}/earlier/{self.languages().default}.yaml"

    # what it says

    def languages(self) -> Languages:
        """content/languages.yaml. Raises `Refused`."""
        return self.shelf.remember(self._languages, LANGUAGES, self._read_languages)

    def _read_languages(self) -> Languages:
        languages = need(*self.shelf.row(LANGUAGES, Languages))
        problems = list(check_languages(languages))
        if problems:
            raise Refused(problems)
        return languages

    def language(self, tag: str) -> Language | None:
        """A language of the project, or one that is made up to try layouts with. Raises
        `Refused`."""
        languages = self.languages()
        known = languages.languages.get(tag)
        if known is None and tag in pseudolocalise.TAGS:
            return pseudolocalise.language(tag, languages.languages[languages.default])
        return known

    def source(self, campaign: str) -> Campaign:
        """A campaign as it was written, in the default language. Raises `Refused`."""
        return self.shelf.remember(self._sources, campaign, lambda: self._read_source(campaign))

    def _read_source(self, campaign: str) -> Campaign:
        problems = list(self.check_source(campaign))
        if problems:
            raise Refused(problems)
        path = self.campaign_path(campaign, self.languages().default)
        return need(*self.shelf.row(path, Campaign))

    def originals(self, campaign: str) -> dict[str, Sentence]:
        """Every sentence of a campaign as it was written. Raises `Refused`."""
        return sentences(self.source(campaign), self.languages().default)

    def translation(self, campaign: str, tag: str) -> Translation:
        """A campaign's translation as its file has it. Raises `Refused`."""
        return need(*self.shelf.row(self.campaign_path(campaign, tag), Translation))

    @staticmethod
    def terms_path(campaign: str, tag: str) -> str:
        return f"{CONTENT}/{campaign}/terms/{tag}.yaml"

    def terms(self, campaign: str, tag: str) -> tuple[Term, ...]:
        """A campaign's terms in a language, none without a file of them. Raises `Refused` if the
        file cannot be read."""
        path = self.terms_path(campaign, tag)
        if path not in self.shelf.files(f"{CONTENT}/{campaign}/terms"):
            return ()
        return need(*self.shelf.row(path, Terms)).terms

    def earlier(self, campaign: str) -> dict[str, str]:
        """The earlier originals that a campaign's translations were made from, by digest. Raises
        `Refused` if their file cannot be read."""
        path = self.earlier_path(campaign)
        if path not in self.shelf.files(f"{CONTENT}/{campaign}/earlier"):
            return {}
        return known_earlier(need(*self.shelf.row(path, Earlier)))

    def wording(self, campaign: str, tag: str) -> Wording:
        """A campaign in another language, with words that stand in for missing ones, and the
        problems of those words. Raises `Refused` if a file cannot be read."""
        languages = self.languages()
        originals = self.originals(campaign)
        if tag in pseudolocalise.TAGS and tag not in languages.languages:
            source = self.source(campaign)
            made_easy = easy_read.easy_sentences(source, languages.default)
            return pseudolocalise.wording({**originals, **made_easy}, tag, source.at())
        there = self.tags(campaign)
        tags = [tag, *(each for each in self._fallback_chain(tag) if each in there)]
        known = [each for each in tags if each in languages.languages]
        terms = {each: self.terms(campaign, each) for each in tags}
        return self.cache.get(
            WordingInputs(
                self._version(self.campaign_path(campaign, languages.default)),
                tuple((each, self._version(self.campaign_path(campaign, each))) for each in tags),
                tuple((each, self._version(self.terms_path(campaign, each))) for each in tags),
                tuple((each, languages.languages[each].script) for each in known),
                originals,
                [(each, self.translation(campaign, each)) for each in tags],
                terms,
            )
        )

    def _version(self, path: str) -> FileVersion:
        return FileVersion(path, self.shelf.digest(path))

    def is_draft(self, campaign: str, tag: str) -> bool:
        """Whether nobody has reviewed some words of a campaign in a language; False if a file
        cannot be read."""
        try:
            return tag != self.languages().default and self.wording(campaign, tag).draft
        except Refused:
            return False

    def _fallback_chain(self, tag: str) -> list[str]:
        """The languages that stand in for one, in turn, without the default language."""
        languages = self.languages()
        found: list[str] = []
        while (row := languages.languages.get(tag)) and row.fallback:
            tag = row.fallback
            if tag == languages.default:
                break
            found.append(tag)
        return found

    def document(self, campaign: str, tag: str, area: str) -> tuple[Document, list[Problem]]:
        """A campaign's words in one language for one area, with logos as absolute paths, and
        warnings. Raises `Refused` with everything wrong with any of the files."""
        try:
            return self._document(campaign, tag, area)
        except Refused as refused:
            raise Refused(self._blamed(refused.problems, campaign, area)) from None

    def _blamed(self, problems: tuple[Problem, ...], campaign: str, area: str) -> Iterable[Problem]:
        """The problems of a document, each at the file where it can be corrected."""
        try:
            words, (place, _) = self.source(campaign), self.area(area)
        except Refused:
            return problems
        return report_at_cause(problems, words, place, area, self.holders)

    def _document(self, campaign: str, tag: str, area: str) -> tuple[Document, list[Problem]]:
        problems: list[Problem] = []
        words = place = languages = None
        try:
            languages = self.languages()
            words, found = self._words(campaign, tag, languages)
            problems += found
        except Refused as refused:
            problems += refused.problems
            problems += self.file_problems(campaign, tag, None) if languages is None else ()
        try:
            place, warnings = self.area(area)
            problems += warnings
        except Refused as refused:
            problems += refused.problems
        if languages is None or words is None or place is None:
            raise Refused(problems)
        return self._unless_wrong(problems, words, area, place, languages)

    def _unless_wrong(
        self,
        problems: list[Problem],
        words: CampaignWords,
        name: str,
        area: Area,
        languages: Languages,
    ) -> tuple[Document, list[Problem]]:
        """The document for an area, with all problems. Raises `Refused` with them if one is an
        error, also one of easy wording, which does not keep others from being found."""
        try:
            document, more = self._localised(words, name, area, languages)
        except Refused as refused:
            raise Refused([*problems, *refused.problems]) from None
        if any(problem.is_error for problem in problems):
            raise Refused([*problems, *more])
        return document, problems + more

    def document_for(
        self, campaign: str, tag: str, name: str, area: Area
    ) -> tuple[Document, list[Problem]]:
        """A campaign's words in one language for an area that no file need have yet, and warnings.
        Nobody checks the area's values. Raises `Refused`."""
        languages = self.languages()
        words, problems = self._words(campaign, tag, languages)
        if words is None:
            raise Refused(problems)
        return self._unless_wrong(problems, words, name, area, languages)

    def _localised(
        self, words: CampaignWords, area: str, place: Area, languages: Languages
    ) -> tuple[Document, list[Problem]]:
        """A campaign's words for the row of an area. Raises `Refused`."""
        rtl = words.language.direction == "rtl"
        source = words.campaign, self.campaign_path(words.name, languages.default)
        logos = tuple(area_logos(place, self.shelf))
        images = tuple(slot_pictures(source, (place, self.area_path(area)), rtl, self.shelf))
        return localise(Local(words, area, place, logos, images), self.cache)

    def _rows(self, campaign: str, tag: str, default: str) -> dict[str, Row]:
        """The files of words that a document's keys stand for."""
        found: dict[str, Row] = {CAMPAIGN: self.source(campaign)}
        there = self.tags(campaign)
        for each in (tag, *self._fallback_chain(tag)):
            if each in there and each != default:
                found[each] = self.translation(campaign, each)
        return found

    def _words(self, campaign: str, tag: str, languages: Languages) -> _Worded:
        """A campaign's words in a language, None if a file has an error that leaves none; and the
        problems of the files. They are found once for all areas. Raises `Refused`."""
        asked = campaign, tag
        return self.shelf.remember(
            self._worded, asked, lambda: self._find_words(campaign, tag, languages)
        )

    def _find_words(self, campaign: str, tag: str, languages: Languages) -> _Worded:
        problems = list(self.check_source(campaign))
        language = self.language(tag)
        if language is None:
            problems.append(self.unknown_language(campaign, tag, languages))
        for each in dict.fromkeys((languages.default, tag)):
            problems += self.file_problems(campaign, each, languages.default)
        unusable = language is None or any(problem.is_error for problem in problems)
        with self.shelf.unrecorded():  # its pictures are read where easy wording is set
            problems += self.check_easy(campaign, languages.default)
        if language is None or unusable:
            return None, problems
        source = self.source(campaign)
        words = campaign_words(
            campaign,
            source,
            tag,
            language,
            languages.default,
            self.wording(campaign, tag) if tag != languages.default else None,
            folder=str(self.shelf.root / CONTENT / campaign),
            spellings=(tag, *self._fallback_chain(tag)),
            terms=self.terms(campaign, tag) if source.names else (),
            rows=self._rows(campaign, tag, languages.default),
        )
        return words, problems

    def file_problems(self, campaign: str, tag: str, default: str | None) -> tuple[Problem, ...]:
        """The problems of a campaign's file in a language. Where the source is missing
        (`check_source`), it may be any of several files: each is taken for what it has fewer errors
        as. There are none if the languages cannot be read."""
        tags = self.tags(campaign)
        path = self.campaign_path(campaign, tag)
        if tag not in tags or not (default or len(tags) == 1):
            return ()
        if default in tags and tag != default:
            return self.shelf.row(path, Translation)[1]
        as_source = self.shelf.row(path, Campaign)[1]
        if tag == default or len(tags) == 1:
            return as_source
        as_translation = self.shelf.row(path, Translation)[1]
        return min(as_source, as_translation, key=lambda found: sum(p.is_error for p in found))

    def unknown_language(self, campaign: str, tag: str, languages: Languages) -> Problem:
        return no_language(tag, Span(self.campaign_path(campaign, tag)), languages)

    # approved

    def approvals(self, area: str) -> tuple[Approvals | None, tuple[Problem, ...]]:
        """The approvals of an area's pieces, None if its file has an error; and all problems of the
        file. There are none if nobody has approved any."""
        path = approvals_path(area)
        if path not in self.shelf.files(APPROVALS):
            return Approvals.model_construct(), ()
        return self.shelf.row(path, Approvals)

    def approval(self, area: str, piece: tuple[str, ...]) -> Approval | None:
        """The last approval of a piece for an area; None if there is none, or none that can be
        read."""
        row, _ = self.approvals(area)
        found = [each for each in row.approvals if each.piece == piece] if row else []
        return found[-1] if found else None

    # in easy words

    def has_easy(self, campaign: str, tag: str) -> bool:
        """Whether a campaign has easy wording in a language, which is its own or one made up from
        that. Raises `Refused`."""
        tags = {self.languages().default, *pseudolocalise.TAGS}
        return tag in tags and easy_read.tally(self.source(campaign)).blocks > 0

    def easy_warnings(self, campaign: str) -> list[Problem]:
        """Warn of easy wording that is stale or not reviewed. Raises `Refused`."""
        return list(easy_read.easy_warnings(self.source(campaign)))

    def symbols(self, campaign: str) -> list[str]:
        """The pictures beside a campaign's easy wording. Raises `Refused`."""
        return list(easy_read.symbols(self.source(campaign), f"{CONTENT}/{campaign}"))

    def check_easy(self, campaign: str, default: str) -> Iterator[Problem]:
        """Report easy wording that invents or loses something, and pictures that are missing. A
        campaign that cannot be read has no such problems."""
        if default not in self.tags(campaign):
            return
        source, _ = self.shelf.row(self.campaign_path(campaign, default), Campaign)
        if source is None:
            return
        version = self._version(self.campaign_path(campaign, default))
        for problem in self.cache.get(easy_read.EasyFaultsInputs(version, source)):
            # but for what no area has, which is reported at its block
            missing = missing_name(problem)
            if not missing or missing in self.holders or not self.areas():
                yield problem
        for file, place in easy_read.symbols(source, f"{CONTENT}/{campaign}").items():
            if self.shelf.has_read(file):
                continue
            try:
                self.shelf.read_bytes(file, place)
            except Refused as refused:
                yield from refused.problems

    def check_source(self, campaign: str) -> Iterator[Problem]:
        """Report a campaign that is not written in the default language. Raises `Refused`."""
        default = self.languages().default
        if default not in self.tags(campaign):
            yield error(
                "no-source",
                f'the campaign "{campaign}" is not written in {default}, the default language',
                Span(self.campaign_path(campaign, default)),
                f"write it, or change `default` in {LANGUAGES}",
            )
