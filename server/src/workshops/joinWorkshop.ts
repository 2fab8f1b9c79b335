import {
	type Board,
	chooseGroup,
	createId,
	homeBoard,
	type Identity,
	LIMITS,
	type Locale,
	nameKey,
	type Participant,
	type ParticipantId,
	parseJoinCode,
	type Role,
	type TokenGrant,
	type Workshop,
	type WorkshopId,
	workshopVisibleTo,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import { changeWorkshop, requireWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'

/** What a person gives to join: the code as they typed it, a name and a city, and the token that their browser has from before. */
export interface JoinRequest {
	code: string
	name: string
	city: string
	locale?: Locale | undefined
	earlier?: string | undefined
}

/** Twelve colours that can be told apart, each with at least 4.5:1 contrast against white text. */
export const PARTICIPANT_COLOURS = [
	'#1d4ed8',
	'#b3400a',
	'#0f766e',
	'#9d174d',
	'#6d28d9',
	'#4d6a0b',
	'#0369a1',
	'#a21caf',
	'#8a5a00',
	'#b91c1c',
	'#166534',
	'#475569',
] as const

/** The workshop with this code, as somebody typed it. Throws `unknown_code`. */
export async function findByCode(deps: Pick<WorkshopDeps, 'workshops'>, typed: string): Promise<Workshop> {
	const code = parseJoinCode(typed)
	const workshop = code && (await deps.workshops.byJoinCode(code))
	if (!workshop) throw new AppError('unknown_code')
	return workshop
}

/**
 * Adds a person to a workshop and puts them into a group: a new participant each time, since the token alone says who
 * somebody is. Throws `unknown_code`, `workshop_full` and, for who has the name and city, or a token, of somebody who was taken out, `removed`.
 */
export async function joinWorkshop(deps: WorkshopDeps, wish: JoinRequest) {
	const { id } = await findByCode(deps, wish.code)
	const earlier = wish.earlier === undefined ? null : await deps.tokens.findToken(wish.earlier)
	const participantId = createId<ParticipantId>()
	const workshop = await changeWorkshop(deps, id, (current) => {
		if (isRemoved(current, wish, earlier)) throw new AppError('removed')
		if (current.participants.length >= LIMITS.maxParticipants) throw new AppError('workshop_full')
		return { ...current, participants: [...current.participants, admit(current, wish, participantId)] }
	})
	const token = await deps.tokens.issueToken({ workshop: id, role: 'participant', participant: participantId })
	const participant = workshop.participants.find((candidate) => candidate.id === participantId)
	const board: Board | null = participant ? homeBoard(workshop, participant) : null
	if (!participant || !board) throw new Error('a participant was admitted without a place')
	return { token, participant, workshop: workshopVisibleTo('participant', workshop), board }
}

/** Ids are of one workshop alone, so that a token of another one says nothing here. */
function isRemoved({ removed }: Workshop, { name, city }: JoinRequest, earlier: Identity | null): boolean {
	const isNamed = (person: Participant) =>
		nameKey(person.name) === nameKey(name) && nameKey(person.city) === nameKey(city)
	return removed.some((person) => !person.mayReturn && (person.id === earlier?.participant || isNamed(person)))
}

function admit(workshop: Workshop, { name, city: typedCity, locale }: JoinRequest, id: ParticipantId): Participant {
	const key = nameKey(typedCity)
	const city = workshop.cities.find((known) => nameKey(known.name) === key)?.name ?? typedCity
	const group = chooseGroup(workshop, city)
	const colour = leastUsed(PARTICIPANT_COLOURS, (candidate) => countOf(workshop, (other) => other.colour === candidate))
	return { id, name, city, group: group.id, colour, locale: locale ?? workshop.locale }
}

function leastUsed<T>(candidates: readonly T[], uses: (candidate: T) => number): T {
	const counted = candidates.map((candidate) => ({ candidate, count: uses(candidate) }))
	const [first] = counted.sort((a, b) => a.count - b.count)
	if (!first) throw new Error('there is nothing to choose from')
	return first.candidate
}

function countOf(workshop: Workshop, matches: (participant: Participant) => boolean): number {
	return workshop.participants.filter(matches).length
}

/** Gives a link's holder a token of their own. Throws `unknown_secret`. */
export async function exchangeSecret(deps: WorkshopDeps, secret: string): Promise<TokenGrant> {
	const grant = await deps.tokens.findSecret(secret)
	const workshop = grant && (await deps.workshops.byId(grant.workshop))
	if (!workshop) throw new AppError('unknown_secret')
	const token = await deps.tokens.issueToken({ ...grant, participant: null })
	return { token, role: grant.role, workshop: workshopVisibleTo(grant.role, workshop) }
}

/** Makes a further link for a role, and gives its secret this once. Throws `not_found` if there is no such workshop. */
export async function createLink(
	deps: WorkshopDeps,
	id: WorkshopId,
	role: Role,
): Promise<{ workshop: Workshop; secret: string }> {
	const workshop = await requireWorkshop(deps, id)
	return { workshop, secret: await deps.tokens.createSecret({ workshop: id, role }) }
}
