"""Build the images, then run them: read-only root, user 10001, no capabilities.  make docker-check

`BASE` may name a local image with Python; else one is made by debootstrap. Where root or a tool is missing
it says so and checks nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PREFIX, BARE = "localhost/chongqing-indicator-", "localhost/bare-python"
TARGETS = ("monitor", "datasette", "demo")
TOOLS = ("buildah", "runc", "debootstrap")
USER = 10001
LARGEST = 250
"""Megabytes."""
CERTIFICATES = "/etc/ssl/certs"
PACKAGES = "python3,python3-venv,python-is-python3,ca-certificates"
LEFT_OUT = "var/cache/apt var/lib/apt/lists usr/share/doc usr/share/man usr/share/locale usr/share/info"
SETTINGS = """
database: sqlite:////data/monitor.sqlite3
health: {host: 127.0.0.1, port: 8087}
sources: [{id: demo, adapter: folder, url: /press, publisher: 重庆日报}]
"""


def said(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def bare_python(work: Path) -> str:
    """A small Debian with Python and nothing else: the name of the image."""
    if BARE in said("buildah", "images", "--format", "{{.Name}}").split():
        return BARE
    tree = work / "base"
    print(f"making {BARE} by debootstrap …", flush=True)
    said("debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(tree))
    for place in LEFT_OUT.split():
        shutil.rmtree(tree / place)
    container = said("buildah", "from", "scratch")
    said("cp", "-a", f"{tree}/.", said("buildah", "mount", container))
    said("buildah", "config", "--env", "PATH=/usr/local/bin:/usr/bin:/bin", container)
    said("buildah", "commit", "-q", "--rm", container, BARE)
    return BARE


def build(base: str, target: str) -> str:
    """The image of one target of the Dockerfile: its name."""
    # The machine's certificates, because its package index may be a mirror with one of its own.
    trusted = ["--volume", f"{CERTIFICATES}:{CERTIFICATES}:ro", "--build-arg", f"PYTHON={base}"]
    command = ["buildah", "build", "-q", "--layers", "--format", "docker", "--isolation", "chroot", *trusted]
    print(f"building {target} from {base} …", flush=True)
    said(*command, "--target", target, "-t", PREFIX + target, str(ROOT))
    print(f"{target}: {size(PREFIX + target)} MB, of which the base {size(base)} MB")
    return PREFIX + target


def size(image: str) -> int:
    return int(json.loads(said("buildah", "images", "--json", image))[0]["size"].split()[0].split(".")[0])


@contextmanager
def container(image: str, binds: dict[str, tuple[Path, str]]) -> Iterator[str]:
    """The image's own command, running with these folders and files bound; its id."""
    made = said("buildah", "from", image)
    name = f"check-{made}"
    try:
        with tempfile.TemporaryDirectory() as bundle:
            settings = specification(Path(bundle), image, said("buildah", "mount", made), binds)
            Path(bundle, "config.json").write_text(json.dumps(settings), "utf-8")
            with subprocess.Popen(["runc", "run", "--bundle", bundle, name]) as process:
                try:
                    yield name
                    begun = time.monotonic()
                    said("runc", "kill", name, "TERM")
                    status = process.wait(15)
                    print(f"SIGTERM: ended after {time.monotonic() - begun:.1f} s with status {status}")
                    assert time.monotonic() - begun < 10
                finally:
                    process.kill()
    finally:
        said("buildah", "rm", made)


def specification(bundle: Path, image: str, tree: str, binds: dict[str, tuple[Path, str]]) -> dict[str, Any]:
    """What docker-compose.yml asks for, in the words of the OCI runtime, with the network of this machine."""
    subprocess.run(["runc", "spec"], cwd=bundle, check=True)
    settings: dict[str, Any] = json.loads((bundle / "config.json").read_text())
    config = json.loads(said("buildah", "inspect", "--type", "image", image))["OCIv1"]["config"]
    assert config["User"] == f"{USER}:{USER}"
    settings["root"] = {"path": tree, "readonly": True}
    settings["process"] |= {
        "terminal": False,
        "args": [*config.get("Entrypoint", []), *config["Cmd"]],
        "env": config["Env"],
        "cwd": config["WorkingDir"],
        "user": {"uid": USER, "gid": USER},
        "capabilities": {},
        "noNewPrivileges": True,
    }
    spaces = settings["linux"]["namespaces"]
    settings["linux"] = {"namespaces": [s for s in spaces if s["type"] not in ("network", "cgroup")]}
    settings["mounts"] = [m for m in settings["mounts"] if m["destination"] in ("/proc", "/dev", "/dev/shm")]
    settings["mounts"].append({"destination": "/tmp", "type": "tmpfs", "source": "tmpfs"})
    for place, (source, mode) in binds.items():
        bind = {"destination": place, "type": "bind", "source": str(source), "options": ["rbind", mode]}
        settings["mounts"].append(bind)
    return settings


def answer(url: str) -> str:
    """What an address answers when it first answers 200."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=4) as answered:
                return str(answered.read().decode())
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{url} did not answer 200 within a minute")


def examine_monitor(name: str) -> None:
    inside = ["runc", "exec", name]
    print(f"/healthz: {answer('http://127.0.0.1:8087/healthz')}")
    user = said(*inside, "python", "-c", "import os; print(os.getuid(), os.getgid())")
    print(f"user inside: {user}")
    assert user == f"{USER} {USER}"
    written = subprocess.run([*inside, "touch", "/opt/x"], capture_output=True, text=True, check=False)
    print(f"writing to the root: {written.stderr.strip()}")
    assert "Read-only file system" in written.stderr
    end = time.monotonic() + 60
    look = [*inside, "monitor", "changes", "--config", "/config/sources.yaml"]
    while "target_met" not in (changes := said(*look)):
        assert time.monotonic() < end, "no pass within a minute"
        time.sleep(0.5)
    print(f"a pass over the demo press: {len(changes.splitlines())} lines of changes")
    tools = subprocess.run([*inside, "sh", "-c", "command -v gcc make git"], capture_output=True, check=False)
    packer = subprocess.run(
        [*inside, "/opt/monitor/bin/python", "-m", "pip"], capture_output=True, check=False
    )
    assert not tools.stdout
    assert packer.returncode, "pip is left in the image"
    said(*inside, "monitor", "backup", "/copy/monitor.sqlite3", "--config", "/config/sources.yaml")


def examine_datasette() -> None:
    for place in ("/monitor", "/monitor/v_changes", "/monitor/met_and_missed.json?_shape=array"):
        page = answer(f"http://127.0.0.1:8001{place}")
        print(f"datasette {place}: {len(page)} characters")
    assert len(json.loads(page)) > 5, "the canned query finds what was met and missed"


def examine_demo(mails: Path) -> None:
    assert "ok" in answer("http://127.0.0.1:8087/healthz")
    end = time.monotonic() + 120
    while not list(mails.glob("*.html")):
        assert time.monotonic() < end, "no mail within two minutes"
        time.sleep(0.5)
    assert ".eml" in answer("http://127.0.0.1:8026/")
    print(f"demo: {sorted(file.name for file in mails.iterdir())}")


def main() -> None:
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if os.geteuid() != 0 or missing or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        print(f"SKIPPED docker-check: needs {', '.join(missing) or 'root that may mount'}")
        return
    with tempfile.TemporaryDirectory(prefix="docker-check-") as folder:
        work = Path(folder)
        try:
            base = os.environ.get("BASE") or bare_python(work)
        except subprocess.CalledProcessError as failed:
            print(f"SKIPPED docker-check: no Debian to build on: {failed}")
            return
        monitor, datasette, demo = (build(base, target) for target in TARGETS)
        assert size(monitor) < LARGEST
        for place in ("data", "copy", "demo"):
            (work / place).mkdir()
            os.chown(work / place, USER, USER)
        (work / "sources.yaml").write_text(SETTINGS, "utf-8")
        binds = {"/data": (work / "data", "rw"), "/copy": (work / "copy", "rw")}
        binds["/press"] = (ROOT / "examples" / "press", "ro")
        with container(monitor, {**binds, "/config/sources.yaml": (work / "sources.yaml", "ro")}) as name:
            examine_monitor(name)
        with container(datasette, {"/copy": (work / "copy", "ro")}):
            examine_datasette()
        with container(demo, {"/data": (work / "demo", "rw")}):
            examine_demo(work / "demo" / "mails")
    print("docker-check: all well")


if __name__ == "__main__":
    sys.exit(main())
