"""Who may do what with rounds, products and entries, on loaded objects."""

from uuid import UUID

from khuyencong.competitions.models import Entry, Product, Round
from khuyencong.competitions.states import ENTRY_STEPS, ROUND_STEPS
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step

READ, ORGANISE, ENTER = "voting.read", "voting.organise", "voting.enter"


def may_organise(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user prepares and runs rounds of this body."""
    return user.may(ORGANISE, of=custodian_id)


def stands_for_product(user: Actor, product: Product) -> bool:
    """Return whether the user acts for the establishment whose product it is."""
    return product.establishment_id in user.represents()


def may_record(user: Actor, product: Product) -> bool:
    """Return whether the user records this product: its keeper, or who acts for its maker."""
    return stands_for_product(user, product) or user.may(ENTER, of=product.custodian_id)


def may_enter(user: Actor, entry: Entry) -> bool:
    """Return whether the user prepares this dossier and sends it.

    The maker's own people, who keeps the product, and the organiser: for an establishment without
    a computer.
    """
    return may_record(user, entry.product) or user.may(ENTER, of=entry.custodian_id)


def may_take_entry(user: Actor, step: Step, entry: Entry) -> bool:
    """Return whether the user's roles allow a step of this entry, wherever it stands."""
    if step.permission == ENTER:
        return may_enter(user, entry)
    return user.may(step.permission, of=entry.custodian_id)


def kept_apart(user: Actor, step: Step, history: list[tuple[str, UUID | None]]) -> bool:
    """Return whether the user took an earlier step that bars this one: two pairs of eyes."""
    return any(name in step.apart_from and person == user.id for name, person in history)


def open_round_steps(user: Actor, round: Round) -> dict[str, Step]:
    """Return the steps of a round that the user may take now, by name."""
    found = ROUND_STEPS.open_in(round.state)
    return {step.name: step for step in found if user.may(step.permission, of=round.custodian_id)}


def open_entry_steps(
    user: Actor, entry: Entry, history: list[tuple[str, UUID | None]]
) -> dict[str, Step]:
    """Return the steps of an entry that the user may take now, by name."""
    return {
        step.name: step
        for step in ENTRY_STEPS.open_in(entry.state)
        if may_take_entry(user, step, entry) and not kept_apart(user, step, history)
    }
