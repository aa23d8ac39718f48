"""Serves one site: web, jobs, scheduler, database and Redis, all stopped together."""
