import {
	type CommandOf,
	type CommandResult,
	type Group,
	LIMITS,
	type Participant,
	type ParticipantId,
	reassignRecords,
	type Workshop,
} from '@charrette/shared'
import { readSpellings } from '../../cities/citySpelling.ts'
import { toCity } from '../createWorkshop.ts'
import { normalizeGroups } from '../groups/seating.ts'
import { withFurtherLanguages } from '../joinWorkshop.ts'
import { requireNoPrivateCards } from '../requireNoPrivateCards.ts'
import { requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireParticipant } from '../workshopParts.ts'
import type { CommandRun, SomeCommands } from './CommandEntry.ts'

/** Commands that correct details from when the workshop was opened or joined. */
export const CORRECTION_COMMANDS = {
	'participant.change': { effects: changeParticipant },
	'participant.merge': { effects: mergeParticipants },
	'workshop.change': changeDetails,
} satisfies SomeCommands

/**
 * Corrects the name, the city or the further languages of a participant, and the city on their
 * cards, private ones included (PEOPLE3). Throws `not_found`.
 *
 * The cards are corrected before the participant, so that an interrupted command can be repeated,
 * and once more after it, since cards may be written in between.
 */
async function changeParticipant(
	{ deps, id, apply }: CommandRun,
	{ participant, name, city, speaks }: CommandOf<'participant.change'>,
): Promise<CommandResult> {
	const found = await requireWorkshop(deps, id)
	const before = requireParticipant(found, participant)
	const spell = await readSpellings(deps, withoutCityOf(found, before), city ?? '')
	const after = { ...before, city: city === undefined ? before.city : spell(withoutCityOf(found, before), city) }
	if (after.city !== before.city) await correctCity(deps, found, { before, after })
	const workshop = await apply((now) => {
		const current = requireParticipant(now, participant)
		const corrected = {
			...(speaks ? withFurtherLanguages(current, speaks) : current),
			name: name ?? current.name,
			city: city === undefined ? current.city : after.city,
		}
		return withParticipants(now, (other) => (other === current ? corrected : other))
	})
	if (after.city !== before.city) await correctCity(deps, workshop, { before, after })
	return { version: workshop.version }
}

/** Corrects the city on the cards of a participant, on all boards. */
async function correctCity(
	deps: WorkshopDeps,
	workshop: Workshop,
	{ before, after }: { before: Participant; after: Participant },
): Promise<void> {
	// The private ones first: a reveal meanwhile moves them to a board, which is corrected then.
	for (const board of boardsOf(workshop))
		await deps.rooms.writePrivate(board, after.id, (doc) => void reassignRecords(doc, before, after))
	await reassignCards(deps, workshop, { from: before, to: after })
}

/**
 * Merges two participants (PEOPLE4): `into` gets the cards, reactions, open ballots and devices of
 * the duplicate, and its seats in sessions where `into` has none. Throws `not_found`, and `not_now`
 * while any board has private cards.
 *
 * Once the workshop lists only one of them, the rooms close the sockets of the duplicate; its
 * records are reassigned after that. If the command is interrupted in between, the entry in
 * `merged` still makes both appear as one author, and the command can be repeated.
 */
async function mergeParticipants(
	{ deps, id, apply }: CommandRun,
	{ participant: duplicate, into }: CommandOf<'participant.merge'>,
): Promise<CommandResult> {
	const before = await requireWorkshop(deps, id)
	const from = findMergedDuplicate(before, duplicate, into) ?? requireParticipant(before, duplicate)
	const to = requireParticipant(before, into)
	for (const board of boardsOf(before)) await requireNoPrivateCards(deps, board)
	await deps.tokens.reassignTokens(id, { from: duplicate, to: into })
	const workshop = await apply((now) => withoutDuplicate(now, duplicate, into))
	for (const { id: round, state } of workshop.rounds ?? [])
		if (state === 'open') await deps.ballots.reassign(round, { from: duplicate, to: into })
	for (const board of await deps.reactions.reassign(id, { from: duplicate, to: into }))
		deps.rooms.sendHint(id, { type: 'reactions', board }, {})
	await reassignCards(deps, workshop, { from, to })
	return { version: workshop.version }
}

/** Returns the duplicate of a merge that was interrupted and is repeated; null for a new merge. */
function findMergedDuplicate(workshop: Workshop, duplicate: ParticipantId, into: ParticipantId): Participant | null {
	const to = workshop.merged?.[duplicate] === into ? requireParticipant(workshop, into) : null
	return to && { ...to, id: duplicate }
}

/** Returns the workshop without the duplicate, whose id stands for `into` from now on. */
function withoutDuplicate(workshop: Workshop, duplicate: ParticipantId, into: ParticipantId): Workshop {
	requireParticipant(workshop, into)
	const earlier = Object.entries({ ...workshop.merged, [duplicate]: into }).slice(-LIMITS.maxParticipants)
	const merged = Object.fromEntries(earlier.map(([from, to]) => [from, to === duplicate ? into : to])) as NonNullable<
		Workshop['merged']
	>
	const sessions = workshop.sessions.map((session) => {
		const isSeated = session.groups.some(({ seats }) => seats?.includes(into))
		return { ...session, groups: session.groups.map((group) => replaceIn(group, { duplicate, into, isSeated })) }
	})
	const participants = workshop.participants.filter((person) => person.id !== duplicate)
	return normalizeGroups({ ...workshop, merged, sessions, participants })
}

interface Replacement {
	duplicate: ParticipantId
	into: ParticipantId
	/** Whether `into` has a seat in this session. */
	isSeated: boolean
}

function replaceIn(group: Group, { duplicate, into, isSeated }: Replacement): Group {
	const { seats, host } = group
	const kept = seats?.flatMap((id) => (id !== duplicate ? [id] : isSeated ? [] : [into]))
	return { ...group, ...(kept ? { seats: kept } : {}), ...(host === duplicate ? { host: into } : {}) }
}

/** Changes the title, the suggested cities and the languages of a workshop (CORRECT1). */
function changeDetails(workshop: Workshop, { title, cities, locales }: CommandOf<'workshop.change'>): Workshop {
	const languages = locales ? [...new Set(locales)] : workshop.locales
	const names = new Set<string>()
	const isNew = (name: string) => !names.has(name.toLowerCase()) && names.add(name.toLowerCase())
	return {
		...workshop,
		title: title ?? workshop.title,
		cities: cities ? cities.map(toCity).filter(({ name }) => isNew(name)) : workshop.cities,
		locales: languages,
		locale: languages.includes(workshop.locale) ? workshop.locale : (languages[0] ?? workshop.locale),
	}
}

/** A correction is not bound to the spelling that it corrects. */
const withoutCityOf = (workshop: Workshop, { id }: Participant) => ({
	...workshop,
	participants: workshop.participants.filter((person) => person.id !== id),
})

const withParticipants = (workshop: Workshop, change: (participant: Participant) => Participant): Workshop => ({
	...workshop,
	participants: workshop.participants.map(change),
})

/** Reassigns the records on all boards from one author to the other, board by board. */
async function reassignCards(
	deps: WorkshopDeps,
	workshop: Workshop,
	{ from, to }: { from: Participant; to: Participant },
): Promise<void> {
	for (const board of boardsOf(workshop)) await deps.rooms.write(board, (doc) => reassignRecords(doc, from, to))
}

const boardsOf = ({ sessions }: Workshop) => sessions.flatMap(({ boards }) => boards)
