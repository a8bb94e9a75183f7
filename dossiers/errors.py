"""What can go wrong between a person and a dossier, each as one sentence that says what to do.

    DossierError
    ├── DossierNotFoundError         no dossier has the number
    │   ├── PublicationNotFoundError no publication of rules has the number
    │   ├── MandateNotFoundError     no mandate has the number
    │   └── NotYetError              at the moment asked about there was no such dossier yet
    ├── NumberTakenError             another dossier has the number already
    ├── ActDetailsError              what came with an act does not fit the act
    ├── TransitionRefusedError       the workflow says no; carries every blocker
    ├── ConflictError
    │   ├── StaleDossierError        somebody else moved the dossier in the meantime
    │   ├── KeyReusedError           an idempotency key came back with another command
    │   └── PlanStaleError           dossiers of a plan have moved since it was made
    ├── DossierErasedError           what the dossier was about has been erased
    ├── CannotTellError              history does not say what was asked about a moment
    ├── PlanError                    a file is no plan of many acts, or was edited
    ├── HistoryError                 stored history cannot be read or folded
    │   └── ErasedError              a document of it was erased, or its key destroyed
    └── StoreError
        ├── UnknownDatabaseError     the address names no database that this release can use
        ├── DatabaseMissingError     nothing has been initialised there
        ├── KeysMissingError         the file of keys beside it is not there
        ├── DatabaseExistsError      something has been initialised there already
        ├── DatabaseSchemaError      it was made by an older release
        ├── DatabaseNewerError       it was made by a newer release
        ├── DatabaseReadOnlyError    it cannot be written
        ├── DatabaseFullError        the disk is full or fails
        ├── DatabaseBusyError        another program holds it for too long
        ├── DatabaseDamagedError     the file is no database, or a damaged one
        ├── DatabaseForeignError     another product keeps its tables there
        ├── DatabaseOnNetworkError   its file lies on a network drive
        ├── DatabaseHalfMadeError    it has not the tables that its release says
        ├── TailChangedError         what was recorded last is not what was written
        ├── AnswersUnwritableError   the list of answered commands cannot be written
        ├── AnswerNotNotedError      a command is recorded, but not on that list
        ├── ClockApartError          the clock of this machine is not that of the database
        └── those of a server        `dossiers.server_errors`

Unknown awards, acts, states and roles, and mistakes in files, are the errors of the engines and of
`texts`; they pass through unchanged.

Invariants:

* whoever catches one of these may count on it that nothing was written (but for
  `dossiers.server_errors.DatabaseLostError` and `AnswerNotNotedError`, which say so);
* every one carries its sentence in both languages as `text`, and keeps what it speaks of as
  attributes, so that a door need not take sentences apart.

    >>> wrong = DossierNotFoundError("BK-10", ("BK-01", "CO-02"))
    >>> print(wrong.text.vi)
    Không có hồ sơ nào mang số 'BK-10'. Có phải 'BK-01'? Xem danh sách: `tdkt dossier list`.
    >>> wrong.number
    'BK-10'
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from texts import Text, nearest
from texts.moments import shown_moment

if TYPE_CHECKING:
    import workflow


NAMED_AT_MOST = 10
"""Dossiers that an error names before it says that there are more."""

NO_HINT = Text(vi="", en="")
MEANT = Text(vi=" Có phải '{word}'?", en=" Did you mean '{word}'?")


class DossierError(Exception):
    """Something was asked in vain; nothing was changed.

    Attributes:
        text: what was asked, what stands in the way and what to do, in both languages.

    >>> str(DossierError(Text(vi="Chưa có quyết định.", en="There is no decision yet.")))
    'There is no decision yet.'
    """

    def __init__(self, text: Text) -> None:
        """Keep the sentence; `str()` of the error is its English wording."""
        self.text = text
        super().__init__(text.en)


class DossierNotFoundError(DossierError):
    """No dossier has this number.

    Attributes:
        number: what was asked for, as it was typed.
    """

    sentence = Text(
        vi="Không có hồ sơ nào mang số '{number}'.{hint} Xem danh sách: `tdkt dossier list`.",
        en="No dossier has the number '{number}'.{hint} List them with `tdkt dossier list`.",
    )

    def __init__(self, number: str, known: tuple[str, ...] = ()) -> None:
        """Name the nearest number that exists.

        Args:
            number: what was asked for.
            known: the numbers that exist; none of them is named when none is near.
        """
        meant = nearest(number, known)
        hint = NO_HINT if meant is None else MEANT.fill(word=meant)
        self.number = number
        super().__init__(self.sentence.fill(number=number, hint=hint))


class PublicationNotFoundError(DossierNotFoundError):
    """No publication of rules has this number."""

    sentence = Text(
        vi="Không có lần ban hành nào mang số '{number}'.{hint} Xem: `tdkt rules publications`.",
        en="No publication has the number '{number}'.{hint} See `tdkt rules publications`.",
    )


class MandateNotFoundError(DossierNotFoundError):
    """No mandate has this number."""

    sentence = Text(
        vi="Không có ủy quyền nào mang số '{number}'.{hint} Xem: `tdkt mandate list`.",
        en="No mandate has the number '{number}'.{hint} See `tdkt mandate list`.",
    )


class NotYetError(DossierNotFoundError):
    """There is a dossier of this number now, but there was none at the moment asked about."""

    sentence = Text(
        vi="Lúc đó chưa có hồ sơ '{number}': hồ sơ được lập ngày {on}, ghi sổ lúc {at}.",
        en="There was no dossier '{number}' yet: it was proposed on {on}, recorded at {at}.",
    )

    def __init__(self, number: str, on: date, at: datetime) -> None:
        """Say when it came to be.

        Args:
            number: the dossier.
            on: the business day of its first event.
            at: the moment at which that was recorded.
        """
        self.number = number
        told = {"number": number, "on": on.strftime("%d/%m/%Y"), "at": shown_moment(at)}
        DossierError.__init__(self, self.sentence.fill(**told))


class NumberTakenError(DossierError):
    """Another dossier has this number already.

    Attributes:
        number: the number that was wished for.
    """

    def __init__(self, number: str) -> None:
        """Say which number."""
        self.number = number
        super().__init__(
            Text(
                vi="Số '{number}' đã được dùng cho hồ sơ khác; hãy chọn số khác hoặc bỏ "
                "`--number`.",
                en="The number '{number}' belongs to another dossier; choose one or leave out "
                "`--number`.",
            ).fill(number=number)
        )


class ActDetailsError(DossierError):
    """What came with an act does not fit the act: missing, unknown or impossible values.

    All mistakes stand in the one sentence, so that one round of mending is enough.
    """


class TransitionRefusedError(DossierError):
    """The act is not possible now; nothing was changed.

    A refusal is a value up to the edge of a use case, and becomes this error only there, where the
    transaction has to end without writing (ADR 0004).

    Attributes:
        number: the dossier, or the publication of rules.
        refusal: every blocker, each with its text, source and who can cure it.
        definition: the workflow that refused, which has the names of the roles.

    >>> import workflow
    >>> blocked = workflow.Blocker("reason", "reason", Text(vi="Cần lý do.", en="Say why."))
    >>> refusal = workflow.Refusal("refuse", "council_review", (blocked,))
    >>> name = "provincial-award"
    >>> definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")
    >>> print(TransitionRefusedError("CSTDCS-2024-0005", refusal, definition))
    'Refuse' is not possible on CSTDCS-2024-0005: 1 in the way; nothing was changed.
    """

    def __init__(
        self,
        number: str,
        refusal: workflow.Refusal,
        definition: workflow.Definition,
    ) -> None:
        """Count the blockers; the door prints them one by one."""
        self.number = number
        self.refusal = refusal
        self.definition = definition
        super().__init__(
            Text(
                vi="Chưa thể '{act}' với {number}: có {count} điều cản trở; không có gì thay đổi.",
                en="'{act}' is not possible on {number}: {count} in the way; nothing was changed.",
            ).fill(act=_text_of(refusal, definition), number=number, count=len(refusal.blockers))
        )


def _text_of(refusal: workflow.Refusal, definition: workflow.Definition) -> Text:
    """What the refused act is called where the dossier stands; elsewhere, as its first state says.

    An act that the workflow does not know at all has nothing but its id.
    """
    called = {at: act.text for at, name, act in definition.doings() if name == refusal.act}
    unknown = Text(vi=refusal.act, en=refusal.act)
    return called.get(refusal.state, next(iter(called.values()), unknown))


class ConflictError(DossierError):
    """Another command came first.

    Nothing was written; after another look at the dossier the same wish may be sent with a new key.
    """


class StaleDossierError(ConflictError):
    """Somebody else moved the dossier between reading and writing.

    Attributes:
        number: the dossier.
    """

    def __init__(self, number: str) -> None:
        """Say which dossier, and that nothing was written."""
        self.number = number
        super().__init__(
            Text(
                vi="Hồ sơ {number} vừa được người khác xử lý; chưa ghi gì. Xem lại rồi làm lại.",
                en="Somebody else has just moved dossier {number}; nothing was written. Look "
                "again.",
            ).fill(number=number)
        )


class KeyChangedError(ConflictError):
    """Somebody else recorded a change of the log's key between reading and writing."""

    def __init__(self) -> None:
        """Say that nothing was written."""
        super().__init__(
            Text(
                vi="Người khác vừa ghi một lần đổi khóa của sổ; chưa ghi gì. Xem lại rồi làm lại.",
                en="Somebody else has just recorded a change of the log's key; nothing was "
                "written. Look again.",
            )
        )


class KeyReusedError(ConflictError):
    """An idempotency key was used before, for another command.

    The same key with the same command is no error: it is answered as it was the first time.

    Attributes:
        key: the key.
    """

    def __init__(self, key: str) -> None:
        """Say which key."""
        self.key = key
        super().__init__(
            Text(
                vi="Khóa lệnh '{key}' đã dùng cho một lệnh khác; hãy dùng khóa mới. Chưa ghi gì.",
                en="The key '{key}' was used for another command; use a new one. Nothing was "
                "written.",
            ).fill(key=key)
        )


class DossierErasedError(DossierError):
    """What the dossier was about has been erased; nothing more can be judged or done.

    Attributes:
        number: which.
    """

    def __init__(self, number: str, told: Text) -> None:
        """Say what was erased; `told` is that, with day and basis."""
        self.number = number
        said = Text(
            vi="Hồ sơ {number}: {told} Không còn gì để xét; lịch sử vẫn chứng minh được.",
            en="Dossier {number}: {told} Nothing is left to judge; its history still proves.",
        )
        super().__init__(said.fill(number=number, told=told))


class PlanError(DossierError):
    """A plan that cannot be applied; nothing was done."""


class PlanStaleError(ConflictError):
    """Dossiers of a plan stand elsewhere by now; nothing was done.

    Attributes:
        numbers: those dossiers.
    """

    sentence = Text(
        vi="Kế hoạch đã cũ: {count} hồ sơ đã thay đổi từ khi lập ({numbers}). Chưa làm gì; "
        "lập lại.",
        en="The plan is out of date: {count} dossiers have moved since it was made ({numbers}). "
        "Nothing was done; make it again.",
    )

    def __init__(self, numbers: tuple[str, ...]) -> None:
        """Name the first of them."""
        self.numbers = numbers
        more = ", …" if len(numbers) > NAMED_AT_MOST else ""
        told = ", ".join(numbers[:NAMED_AT_MOST]) + more
        super().__init__(self.sentence.fill(count=len(numbers), numbers=told))


class HistoryError(DossierError):
    """Stored history cannot be read or folded; `tdkt audit verify` says where.

    Raised for bytes that are missing, damaged, or do not fit the event that names them.
    """


class ErasedError(HistoryError):
    """A document is no longer there because its content was erased.

    Attributes:
        commitment: what stands in the record for it.
        subject: the stream of its events.
        box: whether a sealed box of it is still stored, of which only the key is destroyed.
    """

    def __init__(self, commitment: str, subject: str, *, box: bool) -> None:
        """Name the commitment."""
        self.commitment, self.subject, self.box = commitment, subject, box
        super().__init__(
            Text(
                vi="Nội dung có mã cam kết {commitment} đã bị xóa.",
                en="The content with the commitment {commitment} was erased.",
            ).fill(commitment=commitment)
        )


class CannotTellError(DossierError):
    """History is whole, but does not say what was asked about a moment; nothing is invented."""


class StoreError(DossierError):
    """The database cannot do what was asked; nothing was changed.

    A subclass gives nothing but its sentence.

    Attributes:
        place: the database, as it was named.
        sentence: what a subclass says, in both languages, with `{place}` for the database.

    >>> DatabaseMissingError("/du/lieu/tdkt.sqlite").text.vi.split(";")[0]
    "Chưa có cơ sở dữ liệu tại '/du/lieu/tdkt.sqlite'"
    """

    def __init__(self, place: str, **more: str) -> None:
        """Fill the place, and what else a subclass tells, into the sentence of the class."""
        self.place = place
        super().__init__(self.sentence.fill(place=place, **more))

    sentence = Text(vi="Cơ sở dữ liệu '{place}' có lỗi.", en="The database '{place}' failed.")


class UnknownDatabaseError(StoreError):
    """The address names no database that this release can use.

    A file of SQLite and a database of PostgreSQL can be used; no database in memory (ADR 0040).
    """

    sentence = Text(
        vi="Không dùng được địa chỉ '{place}'; viết dạng sqlite:////thu/muc/tep.sqlite hoặc "
        "postgresql://ten@may-chu/co-so-du-lieu.",
        en="The address '{place}' cannot be used; write it as sqlite:////folder/file.sqlite or "
        "postgresql://name@server/database.",
    )


class DatabaseMissingError(StoreError):
    """Nothing has been initialised at the address, or SQLite cannot open what stands there."""

    sentence = Text(
        vi="Chưa có cơ sở dữ liệu tại '{place}'; tạo bằng `tdkt init`, hoặc xem thử `tdkt demo`.",
        en="There is no database at '{place}'; make one with `tdkt init`, or try `tdkt demo`.",
    )


class KeysMissingError(StoreError):
    """The file of keys beside the database is not there, so nothing sealed can be read."""

    sentence = Text(
        vi="Không có tệp khóa '{place}'; hãy phục hồi tệp này. Nếu đã mất hẳn, `tdkt init` tạo "
        "tệp trống, còn nội dung đã niêm phong sẽ không đọc được nữa.",
        en="There is no file of keys '{place}'; restore it. If it is lost for good, `tdkt init` "
        "makes an empty one, and what was sealed stays unreadable.",
    )


class DatabaseExistsError(StoreError):
    """Something stands at the address already."""

    sentence = Text(
        vi="Tại '{place}' đã có tệp; hãy chọn nơi khác. Không có gì bị ghi đè.",
        en="Something stands at '{place}' already; choose another place. Nothing was overwritten.",
    )


class DatabaseSchemaError(StoreError):
    """The database was made by another release; `tdkt init` upgrades it if it is an older one."""

    sentence = Text(
        vi="Cơ sở dữ liệu '{place}' do phiên bản cũ hơn tạo ra; chạy `tdkt init` để nâng cấp.",
        en="An older release made the database '{place}'; run `tdkt init` to upgrade it.",
    )


class DatabaseNewerError(StoreError):
    """The database was made by a newer release, which this one cannot read without guessing."""

    sentence = Text(
        vi="'{place}' do phiên bản mới hơn tạo ra; hãy cài phiên bản đó. Chưa ghi gì.",
        en="A newer release made the database '{place}'; install that one. Nothing was written.",
    )


class DatabaseReadOnlyError(StoreError):
    """The database cannot be written: the file, its folder or the lock beside it is read-only."""

    sentence = Text(
        vi="Không ghi được vào '{place}' (chỉ đọc); kiểm tra quyền của tệp và thư mục. Chưa ghi "
        "gì.",
        en="'{place}' cannot be written (read-only); check file and folder. Nothing was written.",
    )


class DatabaseFullError(StoreError):
    """The disk is full, or fails."""

    sentence = Text(
        vi="Không ghi được vào '{place}': đĩa đầy hoặc lỗi. Giải phóng chỗ rồi làm lại; chưa ghi "
        "gì.",
        en="'{place}' could not be written: the disk is full or fails. Nothing was written.",
    )


class DatabaseBusyError(StoreError):
    """Another program holds the database for longer than the ten seconds that a command waits."""

    sentence = Text(
        vi="Cơ sở dữ liệu '{place}' đang bận; hãy làm lại sau ít phút. Chưa ghi gì.",
        en="The database '{place}' is busy; try again in a moment. Nothing was written.",
    )


class DatabaseDamagedError(StoreError):
    """The file is no database, or a damaged one."""

    sentence = Text(
        vi="Tệp '{place}' không phải cơ sở dữ liệu của tdkt hoặc đã hỏng; hãy phục hồi từ bản sao "
        "lưu.",
        en="The file '{place}' is no database of tdkt, or it is damaged; restore a backup.",
    )


class DatabaseForeignError(StoreError):
    """Something of another product stands at the address."""

    sentence = Text(
        vi="'{place}' chứa bảng của phần mềm khác; hãy chọn một cơ sở dữ liệu trống. Chưa ghi gì.",
        en="'{place}' holds tables of another product; choose an empty database. Nothing was "
        "written.",
    )


class DatabaseOnNetworkError(StoreError):
    """The file lies on a network drive, where neither locks nor synced bytes can be relied on."""

    sentence = Text(
        vi="'{place}' nằm trên ổ đĩa mạng ({kind}): khóa tệp và dữ liệu đã ghi không được bảo đảm. "
        "Hãy để tệp trên đĩa của máy, hoặc dùng PostgreSQL khi nhiều máy cùng làm. Nếu biết chắc "
        "chỉ một máy mở tệp: đặt TDKT_NETWORK_DRIVE=accept. Chưa ghi gì.",
        en="'{place}' lies on a network drive ({kind}), where neither locks nor what was written "
        "can be relied on. Keep the file on a disk of this machine, or use PostgreSQL where "
        "several work. If only one machine ever opens it: set TDKT_NETWORK_DRIVE=accept. Nothing "
        "was written.",
    )

    def __init__(self, place: str, kind: str) -> None:
        """Fill place and kind of drive into the sentence."""
        self.kind = kind
        super().__init__(place, kind=kind)


class DatabaseHalfMadeError(StoreError):
    """Tables are missing, or there already, that its migration says otherwise.

    An upgrade of ours is one transaction and leaves no such thing; another tool, or a hand, does.
    """

    sentence = Text(
        vi="Bảng của '{place}' không khớp phiên bản mà chính nó ghi: có thể một lần nâng cấp bằng "
        "công cụ khác đã dừng giữa chừng. Phục hồi bản sao lưu (`tdkt db restore`). Chưa ghi gì.",
        en="The tables of '{place}' are not those of the release that it names: an upgrade by "
        "another tool may have stopped halfway. Restore a backup (`tdkt db restore`). Nothing was "
        "written.",
    )


class TailChangedError(StoreError):
    """What was recorded last is no longer what was written; found when a program starts.

    Attributes:
        reason: which event, and what is wrong with it.
    """

    sentence = Text(
        vi="Phần lịch sử mới nhất của '{place}' không còn như lúc ghi: {reason}. Đừng ghi thêm; "
        "chạy `tdkt audit verify`, rồi phục hồi bản sao lưu. Chưa ghi gì.",
        en="The newest history in '{place}' is not what was recorded: {reason}. Record nothing "
        "more; run `tdkt audit verify`, then restore a backup. Nothing was written.",
    )

    def __init__(self, place: str, reason: Text) -> None:
        """Fill place and reason into the sentence."""
        self.place, self.reason = place, reason
        DossierError.__init__(self, self.sentence.fill(place=place, reason=reason))


class ClockApartError(StoreError):
    """The clock of this machine and that of the database are too far apart to fire terms by.

    Attributes:
        seconds: by how much this machine is ahead; negative where it is behind.
    """

    sentence = Text(
        vi="Đồng hồ máy này lệch {seconds} giây so với '{place}'; hết thời hạn có thể bị xét sai "
        "ngày. Hãy chỉnh giờ (NTP) rồi chạy lại. Chưa ghi gì.",
        en="The clock of this machine is {seconds} seconds off that of '{place}'; terms might end "
        "on the wrong day. Set the clock (NTP), then run it again. Nothing was written.",
    )

    def __init__(self, place: str, seconds: int) -> None:
        """Fill place and difference into the sentence."""
        self.seconds = seconds
        super().__init__(place, seconds=f"{seconds:+d}")


class AnswersUnwritableError(StoreError):
    """The list of answered commands, which TDKT_ANSWERED names, cannot be written."""

    sentence = Text(
        vi="Không ghi được danh sách lệnh đã trả lời '{place}' (biến TDKT_ANSWERED); kiểm tra "
        "thư mục và quyền. Chưa ghi gì.",
        en="The list of answered commands '{place}' (TDKT_ANSWERED) cannot be written; check its "
        "folder and rights. Nothing was written.",
    )


class AnswerNotNotedError(StoreError):
    """A command is recorded, but could not be put on the list of answered commands.

    Attributes:
        key: of the command; the same command with it adds the line, and records nothing twice.
    """

    sentence = Text(
        vi="Lệnh đã ghi xong, nhưng không thêm được vào danh sách '{place}'. Giải phóng chỗ rồi "
        "chạy lại đúng lệnh đó với `--key {key}`: không ghi hai lần.",
        en="The command is recorded, but could not be added to the list '{place}'. Make room, then "
        "run the same command with `--key {key}`: nothing is recorded twice.",
    )

    def __init__(self, place: str, key: str) -> None:
        """Fill list and key into the sentence."""
        self.key = key
        super().__init__(place, key=key)
