"""A mail server on this machine: takes what it is given, refuses what a test says, and can be down."""

from email.message import Message
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.controller import Controller

from tests.ports import free_port


class MailServer:
    """Keeps what arrived. `refuses` gives an address its answer, such as "550 no such user"."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.refuses: dict[str, str] = {}
        self.hangs_up = False
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.arrived.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "451 try later" if self.hangs_up else "250 OK"

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.arrived]
