"""Git servers of this machine: by https with an authority that nobody knows, and by ssh.

Each can be told that somebody is faster: the next push finds the branch moved on, before the
server says where it stands or after it.
"""

from __future__ import annotations

import datetime
import getpass
import http.server
import ipaddress
import os
import shlex
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True, slots=True)
class GitServer:
    """A server: what its addresses begin with, what git needs to reach it, who is faster."""

    address: str
    environment: dict[str, str]
    faster: Path
    """While this file is there, a push finds that somebody was faster."""

    def of(self, repository: str) -> str:
        return f"{self.address}/{repository}"


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """A certificate, its key, and the authority that made it, as files."""

    authority: Path
    certificate: Path
    key: Path


def issue(folder: Path, name: str, issuer: CertificateFiles | None = None) -> CertificateFiles:
    """A certificate for ``name`` on this machine, by an authority or as one."""
    own = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    if issuer is None:
        signer, by = own, subject
    else:
        loaded = serialization.load_pem_private_key(issuer.key.read_bytes(), None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)
        signer = loaded
        by = x509.load_pem_x509_certificate(issuer.certificate.read_bytes()).subject
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]),
            critical=False,
        )
        .sign(signer, hashes.SHA256())
    )
    certificate, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    key.chmod(0o600)
    return CertificateFiles(certificate if issuer is None else issuer.certificate, certificate, key)


def move_on(repository: Path) -> None:
    """Commit something to the branch of a repository on a server, as somebody else does."""
    git = ["git", "-C", str(repository), "-c", "user.name=B", "-c", "user.email=b@example.com"]
    made = subprocess.run(
        [*git, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "somebody was faster"],
        capture_output=True,
        text=True,
        check=True,
    )
    subprocess.run([*git, "update-ref", "HEAD", made.stdout.strip()], check=True)


# -- https ------------------------------------------------------------------------------------


class _GitOverHttp(http.server.BaseHTTPRequestHandler):
    """What a web server does in front of ``git http-backend``."""

    root: Path
    faster: Path

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            pieces = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            self._answer(b"".join(pieces))
        else:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        when = self.faster.read_text("utf-8") if self.faster.is_file() else ""
        asks = path.endswith("/info/refs") and "git-receive-pack" in query
        if (when == "before" and asks) or (when == "after" and path.endswith("/git-receive-pack")):
            self.faster.unlink()
            move_on(self.root / path.split("/")[1])
        done = subprocess.run(
            ["git", "http-backend"],
            input=body,
            capture_output=True,
            env={
                "PATH": os.environ["PATH"],
                "GIT_PROJECT_ROOT": str(self.root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "safe.directory",
                "GIT_CONFIG_VALUE_0": "*",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "CONTENT_LENGTH": str(len(body)),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_USER": "transfer-agent",
                "REMOTE_ADDR": HOST,
            },
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode("ascii").split("\r\n") if line)
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def https(folder: Path, root: Path) -> Iterator[GitServer]:
    """Serve the repositories of ``root``, with the authority's files in ``folder``."""
    authority = issue(folder, "made-up-authority")
    own = issue(folder, "git-server", authority)
    faster = folder / "faster"
    handler = type("Handler", (_GitOverHttp,), {"root": root, "faster": faster})
    server = http.server.ThreadingHTTPServer((HOST, 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own.certificate, own.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    known = {"GIT_SSL_CAINFO": str(authority.certificate)}
    try:
        yield GitServer(f"https://{HOST}:{server.server_address[1]}", known, faster)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# -- ssh --------------------------------------------------------------------------------------


def _key(file: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
    return file


@contextmanager
def ssh(folder: Path, root: Path) -> Iterator[GitServer]:
    """Serve the repositories of ``root`` to whoever has the key that is made in ``folder``."""
    assert SSHD is not None
    host, user = _key(folder / "host"), _key(folder / "user")
    faster = folder / "faster"
    wrapper = folder / "wrapper.sh"
    wrapper.write_text(
        f"""case $SSH_ORIGINAL_COMMAND in *receive-pack*)
  if rm {shlex.quote(str(faster))} 2>/dev/null; then
    eval "set -- $SSH_ORIGINAL_COMMAND"
    cd "$2" && export GIT_DIR=.
    made=$(git -c user.name=B -c user.email=b@example.com \\
      commit-tree 'HEAD^{{tree}}' -p HEAD -m 'somebody was faster')
    git update-ref HEAD "$made"
    unset GIT_DIR
  fi
esac
exec sh -c "$SSH_ORIGINAL_COMMAND"
""",
        "utf-8",
    )
    command = f"sh {shlex.quote(str(wrapper))}"
    allowed = folder / "authorized_keys"
    allowed.write_text(f'command="{command}" {(folder / "user.pub").read_text("utf-8")}', "utf-8")
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    known = folder / "known_hosts"
    known.write_text(f"[{HOST}]:{port} {(folder / 'host.pub').read_text('utf-8')}", "utf-8")
    settings = folder / "ssh_config"
    settings.write_text(
        f"IdentityFile {user}\nIdentitiesOnly yes\nUserKnownHostsFile {known}\n"
        "StrictHostKeyChecking yes\nBatchMode yes\n",
        "utf-8",
    )
    options = {
        "ListenAddress": HOST, "Port": port, "HostKey": host, "AuthorizedKeysFile": allowed,
        "StrictModes": "no", "UsePAM": "no", "PidFile": "none", "PasswordAuthentication": "no",
        "MaxStartups": "100",
    }  # fmt: skip
    given = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
    log = folder / "sshd.log"
    running = subprocess.Popen([SSHD, "-D", "-f", os.devnull, "-E", str(log), *given])
    try:
        _wait_for(port, running)
        environment = {"GIT_SSH_COMMAND": f"ssh -F {shlex.quote(str(settings))}"}
        yield GitServer(f"ssh://{getpass.getuser()}@{HOST}:{port}{root}", environment, faster)
    finally:
        running.terminate()
        running.wait()


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert running.poll() is None, "sshd ended"
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("sshd does not answer")
