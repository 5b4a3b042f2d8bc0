"""The figures at `/metrics`. No label names a repository or a pull request: their number is not
bounded, and a metrics store is no place to learn what somebody works on."""

from prometheus_client import Counter, Gauge, Histogram

DELIVERIES = Counter("cowpath_deliveries", "Webhooks that arrived.", ["outcome"])
"""outcome: stored, seen_before, not_signed, malformed, too_large, not_stored."""

JOBS = Counter("cowpath_jobs", "Work on a pull request that ended.", ["ending"])
"""ending: finished, given_back, given_up, released, lost."""

JOB_SECONDS = Histogram(
    "cowpath_job_seconds",
    "Time from taking up a job to its end.",
    buckets=(0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120),
)

EVALUATIONS = Counter("cowpath_evaluations", "Evaluations of pull requests.", ["ending"])
"""ending: as in `app.advise.journey.Outcome`."""

INBOX = Gauge("cowpath_inbox", "Pull requests in the inbox.", ["state"])
"""state: waiting, held, given_up."""

STEPPED_DOWN = Gauge(
    "cowpath_stepped_down_policies", "Policies that keep quiet since they were not useful."
)

GITHUB_REQUESTS = Counter("cowpath_github_requests", "Requests to GitHub.", ["method", "status"])
"""status: the answer's status code, or `none` where there was no answer."""

GITHUB_SECONDS = Histogram("cowpath_github_seconds", "Time until GitHub answered.")
