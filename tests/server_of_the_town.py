"""The App as operators run it, settings from the environment, with a pace that suits tests."""

import asyncio
import os

if __name__ == "__main__":
    # Not above: the pool's processes read this file again, and need none of it.
    from app.inbox import Pace
    from app.listening import listen
    from app.settings import Settings
    from app.telemetry.logs import configure
    from app.wiring import running

    pace = Pace(debounce=0.1, max_wait=1, lease=5)
    settings = Settings.from_environment(os.environ)
    configure("info", "json", settings.secrets)
    asyncio.run(listen(running(settings, pace=pace), settings.host, settings.port))
