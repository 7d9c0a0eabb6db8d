"""nginx in front of several processes, with the very file that `deploy/` holds."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks.server import HOST, ROOT, CouldNotRun, end, free_port

NAME = "table.example.org"
SHIPPED = ROOT / "deploy" / "nginx.conf"

_BESIDE_THE_PATH = (Path("/usr/sbin"), Path("/usr/local/sbin"))  # where Debian puts it
_START_SECONDS = 15.0
_BUFFERS = ("body", "proxy", "fastcgi", "uwsgi", "scgi")
_AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log info;
events {{ worker_connections 2048; }}
http {{
    access_log {folder}/access.log;
    error_log {folder}/http.log info;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx_path() -> str | None:
    """Where nginx is, None when it is not on this machine."""
    places = [os.environ.get("PATH", ""), *(str(place) for place in _BESIDE_THE_PATH)]
    return shutil.which("nginx", path=os.pathsep.join(places))


class Front:
    """nginx with the shipped file, ended when the block is left.

    Only names, ports and the paths of the certificate are changed in the file.

    Attributes:
        address: where people come to, as it is in their links.
        port: the same port on the loopback address.
        plain_port: the port for http.
        folder: everything that it writes.
    """

    def __init__(self, folder: Path, *, behind: Sequence[int]) -> None:
        """Say where it writes and which ports the processes have."""
        self.folder = folder
        self.port = free_port()
        self.plain_port = free_port()
        self.address = f"https://{NAME}:{self.port}"
        self.certificate = folder / "certificate.pem"
        self._behind = tuple(behind)
        self._process: psutil.Popen | None = None

    def __enter__(self) -> Self:
        self.prepare()
        with (self.folder / "printed.log").open("ab") as printed:
            self._process = psutil.Popen(
                self._command(), stdin=subprocess.DEVNULL, stdout=printed, stderr=printed
            )
        try:
            self._wait_until_it_answers(time.perf_counter() + _START_SECONDS)
        except BaseException:
            self.stop()
            raise
        for name in _BUFFERS:  # a page or a post that it wanted to write to disk now fails
            shutil.rmtree(self.folder / name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def prepare(self) -> None:
        """Write the file, what is around it, and a certificate."""
        self.folder.mkdir(parents=True, exist_ok=True)
        key = self.folder / "certificate.key"
        _write_certificate(self.certificate, key)
        site = adapted(
            SHIPPED.read_text(encoding="utf-8"),
            behind=self._behind,
            ports={80: self.plain_port, 443: self.port},
            certificate=self.certificate,
            key=key,
        )
        (self.folder / "site.conf").write_text(site, encoding="utf-8")
        around = _AROUND.format(folder=self.folder)
        (self.folder / "nginx.conf").write_text(around, encoding="utf-8")

    def complaints(self) -> str:
        """What nginx says of the file, warnings included."""
        told = subprocess.run(self._command("-t"), capture_output=True, text=True, check=False)
        return told.stderr if told.returncode else "".join(_warnings(told.stderr))

    def trust(self) -> ssl.SSLContext:
        """For a client that takes this certificate for this name, and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        return sum(sum(each.cpu_times()[:2]) for each in self._family())

    def stop(self) -> None:
        """End it, and its workers."""
        end(self._process)

    def _command(self, *options: str) -> list[str]:
        path = nginx_path()
        if path is None:
            raise CouldNotRun("There is no nginx on this machine: install Debian's nginx-light.")
        told = ["-p", str(self.folder), "-e", str(self.folder / "start.log")]
        return [path, *told, "-c", str(self.folder / "nginx.conf"), *options]

    def _family(self) -> list[psutil.Process]:
        if self._process is None:
            return []
        master = psutil.Process(self._process.pid)
        return [master, *master.children()]

    def _wait_until_it_answers(self, deadline: float) -> None:
        while time.perf_counter() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            with suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
                return
            time.sleep(0.02)
        raise CouldNotRun(f"nginx did not start. Its last words:\n{self._last_words()}")

    def _last_words(self) -> str:
        told = [file.read_text(errors="replace") for file in sorted(self.folder.glob("*.log"))]
        return "".join(told)[-2000:]


def adapted(
    site: str, *, behind: Sequence[int], ports: Mapping[int, int], certificate: Path, key: Path
) -> str:
    """The shipped file for this machine: other ports, loopback only, another certificate.

    Args:
        behind: the ports of the processes, in the place of 8501 and 8502.
        ports: what to listen on instead of 80 and 443.

    Raises:
        CouldNotRun: the file does not hold what is to be changed.
    """
    for shipped, port in zip((8501, 8502), behind, strict=True):
        site = _changed(site, rf"server {re.escape(HOST)}:{shipped}\b", f"server {HOST}:{port}")
    for shipped, port in ports.items():
        site = _changed(site, rf"listen {shipped}\b", f"listen {HOST}:{port}")
    site = _changed(site, rf"https://{NAME}\$", f"https://{NAME}:{ports[443]}$")
    site = _changed(site, r"ssl_certificate +\S+;", f"ssl_certificate {certificate};")
    return _changed(site, r"ssl_certificate_key +\S+;", f"ssl_certificate_key {key};")


def _changed(site: str, pattern: str, wanted: str) -> str:
    changed, times = re.subn(pattern, lambda _: wanted, site)
    if not times:
        raise CouldNotRun(f"{SHIPPED.name} has no {pattern}, which should be {wanted}.")
    return changed


def _warnings(told: str) -> list[str]:
    fine = ("syntax is ok", "test is successful")
    return [line for line in told.splitlines(keepends=True) if not line.rstrip().endswith(fine)]


def _write_certificate(certificate: Path, key: Path) -> None:
    """A certificate that vouches for itself, good for a day."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(secret.public_key()), critical=False
        )
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
