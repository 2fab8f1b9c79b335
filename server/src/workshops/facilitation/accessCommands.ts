import { type CommandOf, type CommandResult, createJoinCode, LIMITS, type Workshop } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { TooManyLinksError } from '../../ports/TokenStore.ts'
import { roleLink } from '../joinWorkshop.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import type { CommandRun, SomeCommands } from './CommandEntry.ts'

/**
 * Commands for access: the join code, joining as a whole, and links for facilitators and
 * projectors.
 */
export const ACCESS_COMMANDS = {
	/** Renews the join code. The old one is unknown from then on (ACCESS1). */
	'code.renew': (workshop) => ({ ...workshop, joinCode: createJoinCode() }),
	'joining.set': setJoining,
	'exchange.open': { effects: openToServer },
	'links.create': { effects: createLink },
	'links.revoke': { effects: revokeLink },
	'links.rotate': { effects: rotateLinks },
} satisfies SomeCommands

/** Opens or closes joining (ACCESS2). Everybody who has joined stays. */
function setJoining({ isJoiningClosed: _, ...workshop }: Workshop, { isOpen }: CommandOf<'joining.set'>): Workshop {
	return isOpen ? workshop : { ...workshop, isJoiningClosed: true }
}

/**
 * Starts or stops letting other workshops of this server find obstacles and solutions of this one,
 * without names (SIMILAR2).
 */
async function openToServer(
	{ deps, id, apply }: CommandRun,
	{ isOpen }: CommandOf<'exchange.open'>,
): Promise<CommandResult> {
	const { version } = await apply(({ isOpenToServer: _, ...workshop }) =>
		isOpen ? { ...workshop, isOpenToServer: true } : workshop,
	)
	await deps.cardIndex.setOpen(id, isOpen)
	return { version }
}

/**
 * Creates another link for a role. Its secret is only in this result. Throws `not_now` if there are
 * too many.
 */
async function createLink(
	{ deps, id, origin }: CommandRun,
	{ role }: CommandOf<'links.create'>,
): Promise<CommandResult> {
	const { version } = await requireWorkshop(deps, id)
	try {
		const { secret } = await deps.tokens.createLink({ workshop: id, role })
		return { version, link: roleLink(origin, role, secret) }
	} catch (cause) {
		if (!(cause instanceof TooManyLinksError)) throw cause
		throw tooManyLinksError()
	}
}

/** Returns the error for a workshop with too many links. */
export function tooManyLinksError(): AppError {
	const message = `A workshop can have at most ${LIMITS.maxLinks} links. End one first.`
	return new AppError('not_now', message, 'too_many_links')
}

/**
 * Ends a link with all its tokens, and closes their sockets (ACCESS3). Throws `not_found`, and
 * `not_now` for the link of the sender, so that one facilitator always remains.
 */
async function revokeLink(
	{ deps, id, token }: CommandRun,
	{ link }: CommandOf<'links.revoke'>,
): Promise<CommandResult> {
	const { version } = await requireWorkshop(deps, id)
	const sender = await deps.tokens.findToken(token)
	if (sender?.link === link)
		throw new AppError('not_now', 'You came by this link. Renew the links instead.', 'own_link')
	if (!(await deps.tokens.endLink(id, link))) throw new AppError('not_found', 'There is no such link.')
	await deps.rooms.recheckTokens(id)
	return { version }
}

/**
 * Ends all links of a role with their tokens, closes their sockets, and creates one link, whose
 * secret is only in this result (ACCESS3). The sender stays signed in.
 */
async function rotateLinks(
	{ deps, id, origin, token }: CommandRun,
	{ role }: CommandOf<'links.rotate'>,
): Promise<CommandResult> {
	const { version } = await requireWorkshop(deps, id)
	const { secret } = await deps.tokens.rotateLinks({ workshop: id, role }, token)
	await deps.rooms.recheckTokens(id)
	return { version, link: roleLink(origin, role, secret) }
}
