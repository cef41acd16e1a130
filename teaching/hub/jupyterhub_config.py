"""JupyterHub's configuration; what a teacher sets stands in settings.toml and is read here."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # the hub runs this file without its folder

import running
from place import NAME, Place
from spawning import LEARNER, LimitedProcess, LimitedUnit, SlowGuesses

c = get_config()  # noqa: F821 - JupyterHub defines it

place = Place(Path(os.environ["READING_FACES_PLACE"]))
settings = place.settings()
(place.state / "hub.pid").write_text(str(os.getpid()))

# Doors. Hub, proxy's own door and learners' servers listen on this machine only.
scheme = "https" if settings.certificate else "http"
c.JupyterHub.bind_url = f"{scheme}://{settings.address}:{settings.port}"
c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = settings.certificate, settings.key
c.ConfigurableHTTPProxy.command = [str(place.proxy / "node_modules" / ".bin" / "configurable-http-proxy")]
c.ConfigurableHTTPProxy.pid_file = str(place.state / "proxy.pid")

# What the hub remembers, in a folder that is root's alone.
c.JupyterHub.db_url = f"sqlite:///{place.state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(place.state / "cookie_secret")
c.JupyterHub.cleanup_servers = False  # learners' servers outlive a hub that is restarted

# Who comes in: the names in learners.txt, each with the password of the first login.
c.JupyterHub.authenticator_class = SlowGuesses
c.Authenticator.allowed_users = {*place.names(), *settings.teachers}
c.Authenticator.admin_users = set(settings.teachers)
c.Authenticator.username_pattern = NAME.pattern
c.FirstUseAuthenticator.dbm_path = str(place.state / "passwords")
c.FirstUseAuthenticator.create_users = False
c.FirstUseAuthenticator.min_password_length = settings.shortest_password
c.JupyterHub.template_vars = {
    "announcement_login": "The first time, choose a password: it is yours from then on. It has at least "
    f"{settings.shortest_password} characters. If it was not you who chose it, tell your teacher."
}

# A learner's server.
c.JupyterHub.spawner_class = LimitedUnit if running.has_systemd() else LimitedProcess
c.Spawner.cmd = [str(place.python), "-I", str(LEARNER)]
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # kernels listen on sockets in the learner's home, which nobody else can open
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
c.Spawner.default_url = "/lab/tree/workbook/00-start-here.ipynb"
c.Spawner.disable_user_config = True
c.Spawner.env_keep = ["LANG"]
c.Spawner.environment = {
    "READING_FACES_PLACE": str(place.folder),
    "PATH": os.pathsep.join([str(place.python.parent), "/usr/local/bin", "/usr/bin", "/bin"]),
    "JUPYTER_PREFER_ENV_PATH": "1",
    "OPENBLAS_NUM_THREADS": "1",  # the lessons ask for one thread themselves; this holds for everything else
    "OMP_NUM_THREADS": "1",
    # Large arrays go back to the machine when a lesson is done with them: 50 MB less for each learner, no time lost.
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(8 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(16 * 2**20),
}
c.Spawner.start_timeout = 300  # waiting in the queue counts
c.Spawner.http_timeout = 60
c.Spawner.poll_interval = 5  # seconds until a server that died can be started again
c.Spawner.mem_limit = settings.memory_mb * 2**20
LimitedProcess.threads = settings.threads
LimitedProcess.starts_at_once = LimitedUnit.starts_at_once = settings.starts_at_once
c.Spawner.notebook_dir = str(place.homes / "{username}" / "reading-faces")
c.SystemdSpawner.username_template = "rf-{USERNAME}"
c.SystemdSpawner.user_workingdir = str(place.homes / "{USERNAME}")
c.SystemdSpawner.default_shell = "/bin/bash"
c.SystemdSpawner.disable_user_sudo = True
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.unit_extra_properties = {
    "ProtectProc": "invisible",
    "TasksMax": str(settings.threads),
    "CPUWeight": "100",
    "UMask": "0077",
    "TemporaryFileSystem": "/var/tmp:size=64M,mode=1777 /dev/shm:size=64M,mode=1777",
}

# Who is away for long is stopped; saved work stays.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            str(place.python), "-I", "-m", "jupyterhub_idle_culler", f"--timeout={settings.idle_minutes * 60}",
            f"--cull-every={min(settings.idle_minutes * 60, 300)}",
        ],
    }
]  # fmt: skip
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
