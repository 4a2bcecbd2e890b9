"""A person without a browser: speaks Streamlit's own protocol with a running server.

Much lighter than a browser, so that many fit beside the server that they try. What a browser does
with an answer (drawing) is not part of it; everything that the server does for one is.
"""

from __future__ import annotations

import json
import urllib.request
import uuid
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

_MOST = 256 * 1024 * 1024  # bytes of one message


@dataclass
class Screen:
    """What one run of the script sent. ``elements`` are by the widget's own key where it has
    one; ``errors`` what it said in red, or raised."""

    elements: dict[str, Any] = field(default_factory=dict)
    html: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    address: str = ""
    bytes: int = 0

    def key_like(self, part: str) -> str:
        """The first key that holds ``part``. Raises KeyError."""
        for key in self.elements:
            if part in key:
                return key
        raise KeyError(f"{part!r} is not among {sorted(self.elements)}")

    def widget(self, key: str) -> Any:
        """The widget of this key. Raises KeyError with those that there are."""
        if key not in self.elements:
            raise KeyError(f"{key!r} is not among {list(self.elements)}")
        return self.elements[key]

    def has(self, part: str) -> bool:
        return any(part in key for key in self.elements)

    def said(self, text: str) -> bool:
        return any(text in one for one in (*self.html, *self.messages, *self.errors))


class Visitor:
    """One session. ``open`` goes to an address, ``act`` works a widget; each gives the screen."""

    def __init__(self, server: str, patience: float = 120.0, locale: str = "en-US") -> None:
        self.server, self._patience, self._locale = server.rstrip("/"), patience, locale
        self._socket: ClientConnection | None = None
        self.page, self.query, self.session = "", "", ""
        self._script = ""
        self.screen = Screen()
        self._values: dict[str, WidgetState] = {}

    def __enter__(self) -> Visitor:
        parts = urlsplit(self.server)
        self._socket = connect(
            f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{parts.path}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=_MOST,
            open_timeout=self._patience,
            ping_interval=None,
        ).__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._socket is not None:
            self._socket.close()

    def open(self, page: str = "", **address: str) -> Screen:
        """As a link, Back and Forward do: another address in the same session."""
        moved = page != self.page
        self.page, self.query = page, urlencode(address)
        if moved:
            self._script = ""
        return self._run([])

    def act(self, key: str, **value: Any) -> Screen:
        """Works the widget of this key: ``act("header.search", string_value="...")``."""
        state = WidgetState(id=self.screen.widget(key).id)
        for name, given in value.items():
            if name in ("string_array_value", "int_array_value"):
                getattr(state, name).data.extend(given)
            elif name == "file_uploader_state_value":
                state.file_uploader_state_value.CopyFrom(given)
            else:
                setattr(state, name, given)
        return self._run([state])

    def press(self, key: str) -> Screen:
        return self.act(key, trigger_value=True)

    def click_mark(self, key: str, mark: str) -> Screen:
        """Clicks the point of the chart that carries ``mark``."""
        points = {"selection": {"points": [{"customdata": mark}], "point_indices": [0]}}
        points["selection"] |= {"box": [], "lasso": []}  # type: ignore[operator]
        return self.act(key, string_value=json.dumps(points))

    def marks(self, key: str) -> list[str]:
        """The marks that the points of this chart carry."""
        figure = json.loads(self.screen.elements[key].spec)
        found: list[str] = []
        for trace in figure["data"]:
            for one in trace.get("customdata") or []:
                while isinstance(one, list) and one:
                    one = one[0]
                if isinstance(one, str) and one:
                    found.append(one)
        return found

    def send_only(self, key: str, **value: Any) -> None:
        """Works a widget and does not wait for what comes of it."""
        state = WidgetState(id=self.screen.widget(key).id)
        for name, given in value.items():
            setattr(state, name, given)
        self._send(self._rerun([state]))

    def wait_until_begun(self) -> None:
        """Until the server says that the script runs: what a widget was told is at work."""
        while self._received().WhichOneof("type") != "new_session":
            pass

    def upload_place(self, name: str) -> tuple[str, str]:
        """Where the server takes a file of this name: its id and its address."""
        asked = BackMsg()
        asked.file_urls_request.request_id = uuid.uuid4().hex
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        self._send(asked)
        while True:
            told = self._received()
            if told.WhichOneof("type") == "file_urls_response":
                place = told.file_urls_response.file_urls[0]
                return place.file_id, f"{self.server}/{place.upload_url.lstrip('/')}"

    def upload(self, key: str, name: str, content: bytes) -> Screen:
        """Gives the file to the field of this key, as a browser does."""
        file_id, address = self.upload_place(name)
        sent = urllib.request.Request(address, method="PUT", **form(self.server, name, content))
        with urllib.request.urlopen(sent, timeout=self._patience):
            pass
        given = WidgetState().file_uploader_state_value
        info = given.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(content), file_id
        info.file_urls.file_id = file_id
        info.file_urls.upload_url = info.file_urls.delete_url = urlsplit(address).path
        return self.act(key, file_uploader_state_value=given)

    def _rerun(self, states: list[WidgetState]) -> BackMsg:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._script
        state.page_name = self.page
        state.context_info.locale = self._locale
        state.context_info.timezone = "UTC"
        state.context_info.url = f"{self.server}/{self.page}"
        # A browser tells the value of every widget each time, not only of the one that was worked.
        told = {state.id: state for state in (*self._shown(), *states)}
        state.widget_states.widgets.extend(told.values())
        for one in states:
            if one.WhichOneof("value") != "trigger_value":
                self._values[one.id] = one
        return asked

    def _shown(self) -> list[WidgetState]:
        """The values of the fields on the screen: what was put in, or what the page put there."""
        found = []
        for body in self.screen.elements.values():
            kind = body.DESCRIPTOR.name
            if kind in ("TextInput", "TextArea"):
                given = WidgetState(id=body.id, string_value=body.value or body.default)
            elif kind == "ButtonGroup":
                given = WidgetState(id=body.id)
                chosen = [body.options[at].content for at in body.default]
                given.string_array_value.data.extend(body.raw_values if body.set_value else chosen)
            elif body.id in self._values:
                given = self._values[body.id]
            else:
                continue
            known = None if getattr(body, "set_value", False) else self._values.get(body.id)
            found.append(known or given)
        return found

    def _run(self, states: list[WidgetState]) -> Screen:
        self._send(self._rerun(states))
        screen = self.screen = Screen()
        while True:
            told = self._received()
            kind = told.WhichOneof("type")
            screen.bytes += told.ByteSize()
            if kind == "new_session":
                # A run that starts anew in between draws everything again.
                screen = self.screen = Screen(bytes=screen.bytes)
                self._script = told.new_session.page_script_hash
                self.session = told.new_session.initialize.session_id
            elif kind == "navigation":
                self._script = told.navigation.page_script_hash
            elif kind == "delta":
                _taken(screen, told)
            elif kind == "page_info_changed":
                self.query = told.page_info_changed.query_string
                screen.address = self.query
            elif kind == "script_finished" and told.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):
                return screen

    def _send(self, asked: BackMsg) -> None:
        assert self._socket is not None
        self._socket.send(asked.SerializeToString())

    def _received(self) -> ForwardMsg:
        assert self._socket is not None
        data = self._socket.recv(timeout=self._patience)
        told = ForwardMsg()
        told.ParseFromString(data if isinstance(data, bytes) else data.encode())
        return told


def _taken(screen: Screen, told: ForwardMsg) -> None:
    if told.delta.WhichOneof("type") == "add_block":
        block = told.delta.add_block
        if block.id:
            screen.elements[_key_of(block.id)] = block
        return
    element = told.delta.new_element
    kind = element.WhichOneof("type")
    if kind is None:
        return
    body = getattr(element, kind)
    if kind == "html":
        screen.html.append(body.body)
    elif kind == "alert":
        (screen.errors if body.format == Alert.ERROR else screen.messages).append(body.body)
    elif kind == "exception":
        screen.errors.append(f"{body.type}: {body.message}")
    identity = getattr(body, "id", "")
    if identity:
        screen.elements[_key_of(identity)] = body


def _key_of(identity: str) -> str:
    """The key that the page gave a widget, out of the id that Streamlit made: $$ID-hash-key."""
    parts = identity.split("-", 2)
    return parts[2] if len(parts) == 3 and parts[2] != "None" else identity


def xsrf_cookie(server: str) -> str:
    with urllib.request.urlopen(f"{server}/_stcore/health", timeout=60) as answer:
        told = str(answer.headers["Set-Cookie"])
    return told.split("_streamlit_xsrf=", 1)[1].split(";", 1)[0]


def form(server: str, name: str, content: bytes) -> dict[str, Any]:
    """What a browser sends for one file: ``data`` and ``headers`` of a request."""
    limit, cookie = uuid.uuid4().hex, xsrf_cookie(server)
    head = (
        f'--{limit}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return {
        "data": head.encode() + content + f"\r\n--{limit}--\r\n".encode(),
        "headers": {
            "Content-Type": f"multipart/form-data; boundary={limit}",
            "Cookie": f"_streamlit_xsrf={cookie}",
            "X-Xsrftoken": cookie,
        },
    }
