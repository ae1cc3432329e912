"""Receiving: a file or pasted text is read, and becomes one document or one for each article."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError

from taizhang.intake.actions.drafts import details_of, row_of
from taizhang.intake.actions.writing import KIND, require_office, settle
from taizhang.intake.framing import leader_in, series_in, title_in
from taizhang.intake.markings import find_mark
from taizhang.intake.models import NEWS, Document, Requirement
from taizhang.intake.names import unit_names
from taizhang.intake.suggestions import source_of, suggest
from taizhang.ledger import terms
from taizhang.ledger.actions import together
from taizhang.ledger.command_ids import new_command_id, nth_of, stream_of
from taizhang.packs.load import Pack
from taizhang.reading.formats import decode
from taizhang.reading.model import Article, Source, Unreadable
from taizhang.reading.output import to_json
from taizhang.reading.read import read
from taizhang.record.actions import append
from taizhang.record.bodies import MARK
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

TITLE, NAME, SHORT = 300, 200, 60
PASTED = "粘贴的文字.txt"


class Received(NamedTuple):
    """The documents of a file, and whether it had come in before."""

    documents: list[Document]
    is_known: bool


def receive(
    name: str,
    content: bytes | str,
    *,
    region: str,
    by: Actor,
    at: datetime,
    command_id: str | None = None,
    confidential: bool = False,
    anyway: bool = False,
) -> Received:
    """Read a file or a pasted text and keep its documents; a file that came in before is known.

    Refused whole: what cannot be read, carries a mark of secrecy, or (unless `anyway`) requires
    nothing of anybody.
    """
    data = content.encode() if isinstance(content, str) else content
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with together():
            require_office(region, by, at)
            known = _known(region, sha256, by)
            if known:
                return Received(known, is_known=True)
            pack = terms.current(region, at).pack
            source = _readable(data, name or PASTED)
            articles = _articles(source, pack, at, anyway=anyway)
            arriving = _Arriving(region, pack, source, sha256, by, at, confidential)
            kept = arriving.keep(articles, command_id or new_command_id(at))
            return Received(kept, is_known=False)
    except IntegrityError:  # somebody else took the same file in at the same moment
        return Received(_known(region, sha256, by), is_known=True)


def _known(region: str, sha256: str, by: Actor) -> list[Document]:
    known = list(Document.objects.filter(region=region, sha256=sha256).order_by("part"))
    if any(d.confidential and by.kind == "person" and d.unit != by.unit for d in known):
        raise Refused("who", "这份文件已由其他单位收文，限收文单位办理。")
    return known


def _readable(data: bytes, name: str) -> Source:
    try:
        source = decode(data, name)
    except Unreadable as why:
        raise Refused("unreadable", str(why)) from why
    mark = find_mark(source.text, name)
    if mark:
        raise Refused(
            "secret",
            "“%(name)s”带有密级标志“%(mark)s”，没有收下，也没有留存。涉密文件和工作秘密不得进入本系统，请按保密规定在涉密系统办理。",
            name=name,
            mark=mark,
        )
    return source


def _articles(source: Source, pack: Pack, at: datetime, *, anyway: bool) -> list[Article]:
    today = at.astimezone(SHANGHAI).date()
    articles = read(source, units=unit_names(pack), today=today)
    asking = [article for article in articles if article.requirements]
    if asking:
        return asking
    if anyway and articles:
        return articles[:1]
    raise Refused(
        "nothing",
        "“%(name)s”里未发现行动要求，请确认是否为需要分解落实的文件；确需收下的，请勾选“没有读出要求也收下”，再手工标注。",
        name=source.name,
    )


@dataclass(slots=True)
class _Arriving:
    """A file on its way in: what all its documents share."""

    region: str
    pack: Pack
    source: Source
    sha256: str
    by: Actor
    at: datetime
    confidential: bool
    text_hash: str = ""  # known once the first document has been written

    @property
    def unit(self) -> str:
        return self.by.unit or self.pack.district.parts.intake

    def keep(self, articles: Sequence[Article], command_id: str) -> list[Document]:
        """Write the entries and rows of all articles; the text is kept once, with the first."""
        return [
            self._keep(article, part, nth_of(command_id, part))
            for part, article in enumerate(articles)
        ]

    def _keep(self, article: Article, part: int, command_id: str) -> Document:
        document = self._document(article, part, command_id)
        rows = [self._row(article, order) for order in range(1, len(article.requirements) + 1)]
        data: dict[str, Any] = {
            "kind": document.kind,
            "source": document.source,
            "sha256": self.sha256,
            "part": part,
            "format": document.file_format,
            "unit": self.unit,
            "requirements": len(rows),
            "confidential": self.confidential,
        }
        texts = {"name": self.source.name, "reading": _reading(document, article, rows)}
        if self.text_hash:
            data["page"] = {MARK: self.text_hash}
        else:
            texts["page"] = self.source.text
        entry = append(
            region=self.region,
            kind=KIND,
            stream=document.pk,
            seq=1,
            command_id=command_id,
            command="receive",
            data=data,
            texts=texts,
            by=self.by,
            at=self.at,
            year=document.year,
        )
        self.text_hash = document.text_hash = str(entry.data["page"][MARK])
        document.save(force_insert=True)
        Requirement.objects.bulk_create(row_of(document, row) for row in rows)
        return settle(document)

    def _document(self, article: Article, part: int, command_id: str) -> Document:
        leader = leader_in(article, self.source.text)
        title = title_in(article, self.source.text) or self.source.name.rsplit(".", 1)[0]
        return Document(
            id=stream_of(command_id),
            region=self.region,
            year=self.at.astimezone(SHANGHAI).year,
            seq=1,
            kind=article.kind,
            source=source_of(article).value,
            title=title[:TITLE],
            number=(article.number or "")[:SHORT],
            issuer=(article.issuer or "")[:120],
            leader=leader[:SHORT],
            series=series_in(article, self.source.text)[:SHORT],
            urgency=article.urgency or "",
            doc_date=article.event_date.iso,
            received_at=self.at,
            unit=self.unit,
            person=self.by.person,
            confidential=self.confidential,
            file_name=self.source.name[:NAME],
            file_format=self.source.format,
            sha256=self.sha256,
            part=part,
            layout=_layout(article, self.source),
            last_order=len(article.requirements),
        )

    def _row(self, article: Article, order: int) -> dict[str, Any]:
        requirement = article.requirements[order - 1]
        on = self.at.astimezone(SHANGHAI).date()
        suggestion = suggest(self.pack, article, requirement, on, supervising=self.unit)
        return {
            "order": order,
            "ranges": [list(span) for span in requirement.ranges],
            "text": requirement.text,
            "kind": requirement.type,
            "heading": requirement.heading,
            "section": requirement.section or "",
            "number": requirement.number or "",
            "details": details_of(requirement, suggestion.lead_from),
            "draft": suggestion.draft.to_json(),
        }


def _layout(article: Article, source: Source) -> dict[str, Any]:
    """Return how the original is laid out: an article's part of its page, title lines, tables."""
    if article.kind in NEWS:
        return {"body": [list(span) for span in article.body]}
    return {
        "title": [list(span) for span in article.headline_ranges],
        "tables": [[[list(cell) for cell in row] for row in t.rows] for t in source.tables],
    }


def _reading(document: Document, article: Article, rows: list[dict[str, Any]]) -> str:
    """Return what was read, word for word, as the entry's text: the rows follow from it."""
    frame = {name: value for name, value in to_json(article).items() if name != "requirements"}
    names = ("title", "number", "issuer", "leader", "series", "urgency")
    frame["document"] = {name: getattr(document, name) for name in names}
    return json.dumps({"frame": frame, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
