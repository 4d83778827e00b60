"""Actors, as the database says at this moment."""

from sqlmodel import Session

from api.actor import Actor
from api.identity.people import Agent


def find_actor(session: Session, person: str, enrolment: str | None = None) -> Actor:
    """This person's, whether or not she may sign in: for what is done in her name."""
    agent = session.get_one(Agent, person)
    return Actor(agent.id, agent.name, agent.role, agent.unit, agent.partner, enrolment)
