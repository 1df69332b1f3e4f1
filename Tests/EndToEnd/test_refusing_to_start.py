"""One line that says why not."""

import socket

import pytest

from harness import tls
from harness.server import run
from harness.tokens import SECRET


def refuses(result, status: int, *words: str) -> None:
    """It ended with this status after one line on standard error that says these words, and nothing else."""
    assert result.returncode == status, (result.returncode, result.stdout, result.stderr)
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("telltale: ")
    for word in words:
        assert word in lines[0], lines[0]
    assert SECRET not in lines[0]


def test_port_in_use(tmp_path):
    """A port in use is one line and status 69."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refuses(run("serve", "--port", str(port), "--data", str(tmp_path / "data")), 69, str(port))


@pytest.mark.parametrize("place", ["file/data", "/proc/telltale"])
def test_unwritable_folder(tmp_path, place):
    """A data folder that cannot be made is one line and status 73."""
    (tmp_path / "file").write_text("")
    folder = tmp_path / place
    refuses(run("serve", "--port", "0", "--data", str(folder)), 73, str(folder))


def test_held_folder(start, tmp_path):
    """A data folder that another process holds is one line and status 75, and the holder goes on."""
    server = start(data=tmp_path / "data")
    refuses(run("serve", "--port", "0", "--data", str(tmp_path / "data")), 75, str(tmp_path / "data"))
    assert server.get("/readyz").status_code == 200
    server.kill()
    start(data=tmp_path / "data")


@pytest.mark.parametrize(
    ("name", "text"), [("t.yaml", "prot: 1\n"), ("t.json", '{"prot": 1}'), ("t.yml", "message-rate: 5\nprot: 1\n")]
)
def test_unknown_key_in_the_file(tmp_path, name, text):
    """An unknown key in the configuration file is one line that names it."""
    (tmp_path / name).write_text(text)
    result = run("serve", "--port", "0", "--data", str(tmp_path / "data"), "--config", str(tmp_path / name))
    refuses(result, 78, "prot")
    assert not (tmp_path / "data").exists()


def test_unknown_key_in_the_environment(tmp_path):
    """An unknown variable of ours is one line that names it."""
    refuses(run("serve", "--port", "0", "--data", str(tmp_path / "data"), settings={"prot": 1}), 78, "TELLTALE_PROT")


def test_unknown_flag(tmp_path):
    """An unknown flag is status 64 and names it."""
    refuses(run("serve", "--prot", "1", "--data", str(tmp_path / "data")), 64, "--prot")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("port", "70000"), ("port", "http"), ("message-rate", "-1"), ("message-rate", "many"), ("env", "staging"),
        ("log-level", "loud"), ("heartbeat-interval", "5 parsecs"), ("open-rooms", "maybe"),
        ("max-message-bytes", "64 KB"), ("trusted-proxies", "10.0.0.0/99"), ("synchronous", "never"), ("threads", "0"),
    ],
)
def test_bad_value(tmp_path, key, value):
    """A value that a setting cannot take is one line that names the setting, wherever it stands."""
    data = str(tmp_path / "data")
    refuses(run("serve", "--data", data, settings={key: value}), 78, "TELLTALE_" + key.replace("-", "_").upper())
    (tmp_path / "t.yaml").write_text(f"{key}: {value}\n")
    refuses(run("serve", "--data", data, "--config", str(tmp_path / "t.yaml")), 78, key)
    refuses(run("serve", "--data", data, f"--{key}={value}"), 64, f"--{key}")


def test_missing_secret_in_production(tmp_path):
    """Production without a key is one line."""
    result = run("serve", "--port", "0", "--data", str(tmp_path / "data"), "--env", "production")
    refuses(result, 78, "secret")


def test_short_secret(tmp_path):
    """A secret shorter than its hash is one line that does not show it."""
    settings = {"env": "production", "secret": "shortandsweet"}
    result = run("serve", "--port", "0", "--data", str(tmp_path / "data"), settings=settings)
    refuses(result, 78, "secret", "32")
    assert "shortandsweet" not in result.stderr


@pytest.mark.parametrize("setting", ["config", "secret-file", "jwt-public-key", "jwks", "tls-certificate"])
def test_missing_file(tmp_path, setting):
    """A file that is named and missing is one line that names it."""
    missing = tmp_path / "missing.yaml"
    settings = {"env": "production", "secret": SECRET if setting in ("config", "tls-certificate") else None}
    if setting == "tls-certificate":
        settings["tls-key"] = missing
    result = run("serve", "--port", "0", "--data", str(tmp_path / "data"), f"--{setting}", str(missing), settings=settings)
    assert result.returncode in (66, 78)
    refuses(result, result.returncode, str(missing))


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--host", "nowhere.invalid"), ("serve", "--metrics-port", "0", "--metrics-host", "nowhere.invalid"),
        ("echo", "--host", "nowhere.invalid"),
    ],
)
def test_unknown_host(tmp_path, arguments):
    """A host that does not exist is one line that names it, and status 69."""
    data = ("--data", str(tmp_path / "data")) if arguments[0] == "serve" else ()
    refuses(run(*arguments, "--port", "0", *data), 69, "nowhere.invalid", arguments[-2])


def test_key_of_another_certificate(tmp_path):
    """A private key that does not belong to the certificate is one line that names both, and status 78."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    certificate, _ = tls.self_signed(tmp_path / "one")
    _, key = tls.self_signed(tmp_path / "two")
    flags = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    refuses(run("serve", "--port", "0", "--data", str(tmp_path / "data"), *flags), 78, str(certificate), str(key), "belong")
    swapped = ("--tls-certificate", str(key), "--tls-key", str(certificate))
    refuses(run("serve", "--port", "0", "--data", str(tmp_path / "data"), *swapped), 78, str(key))


@pytest.mark.parametrize("key", ["allowed-origins", "jwt-issuer", "jwt-audience"])
def test_empty_checks(tmp_path, key):
    """An empty value does not switch a check off: it is refused as a flag and in a file."""
    production = {"env": "production", "secret": SECRET}
    data = ("--port", "0", "--data", str(tmp_path / "data"))
    refuses(run("serve", *data, f"--{key}", "", settings=production), 64, f"--{key}")
    for text in ('""', "[]"):
        (tmp_path / "t.yaml").write_text(f"{key}: {text}\n")
        refuses(run("serve", *data, "--config", str(tmp_path / "t.yaml"), settings=production), 78, f"t.yaml: {key}")


@pytest.mark.parametrize(("name", "text"), [("t.yaml", "host: a\nport: 1\nport: 2\n"), ("t.json", '{"host": "a",\n "port": 1, "port": 2}')])
def test_key_that_stands_twice(tmp_path, name, text):
    """A setting that stands twice in the file is one line that names it and where."""
    (tmp_path / name).write_text(text)
    result = run("serve", "--data", str(tmp_path / "data"), "--config", str(tmp_path / name))
    refuses(result, 78, f"{name}, line 2: port stands twice")
    assert "Context" not in result.stderr


def test_data_that_is_a_file(tmp_path):
    """A data folder that is a file is called one."""
    (tmp_path / "file").write_text("")
    refuses(run("serve", "--port", "0", "--data", str(tmp_path / "file")), 73, "not a directory")


def test_certificate_without_its_key(tmp_path):
    """A certificate without a key is one line."""
    (tmp_path / "cert.pem").write_text("")
    result = run("serve", "--port", "0", "--data", str(tmp_path / "d"), "--tls-certificate", str(tmp_path / "cert.pem"))
    refuses(result, 78, "tls-key")
