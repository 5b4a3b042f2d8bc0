"""The App as operators run it, settings from the environment, with a pace that suits tests."""

import asyncio
import os

from app.inbox import Pace
from app.listening import listen
from app.settings import Settings
from app.telemetry.logs import configure
from app.wiring import running

PACE = Pace(debounce=0.2, max_wait=1, lease=5)

if __name__ == "__main__":
    settings = Settings.from_environment(os.environ)
    configure("info", "json", settings.secrets)
    asyncio.run(listen(running(settings, pace=PACE), settings.host, settings.port))
