import {
	type Board,
	chooseGroup,
	createId,
	findOwnBoard,
	type Identity,
	type JoinCode,
	LIMITS,
	type LinkRole,
	type Locale,
	nameKey,
	type Participant,
	type ParticipantId,
	parseJoinCode,
	type TokenGrant,
	type Workshop,
	type WorkshopId,
	type WorkshopLinks,
	workshopVisibleTo,
} from '@charrette/shared'
import { type CitySpelling, readSpellings } from '../cities/citySpelling.ts'
import { AppError } from '../errors.ts'
import { withLatecomer } from './groups/seating.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import { changeWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'
import { requireParticipant } from './workshopParts.ts'

/** Data that a person sends to join. */
interface JoinRequest {
	/** The join code as typed. */
	code: string
	name: string
	city: string
	locale?: Locale | undefined
	/** Further languages that the person speaks (GROUP5). */
	speaks?: readonly Locale[] | undefined
	/** The token that this browser got when it joined before (PEOPLE1). */
	earlier?: string | undefined
}

/** Twelve distinct colours, each with a contrast of at least 4.5:1 against white text. */
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

/**
 * Returns the workshop with this join code, as typed. Throws `unknown_code`, and `joining_closed`
 * if it takes no participants.
 */
export async function findByCode(deps: Pick<WorkshopDeps, 'workshops'>, typed: string): Promise<Workshop> {
	const code = parseJoinCode(typed)
	const workshop = code && (await deps.workshops.byJoinCode(code))
	if (!workshop) throw new AppError('unknown_code')
	if (workshop.isJoiningClosed || workshop.isClosed) throw new AppError('joining_closed')
	return workshop
}

/**
 * Adds a participant to a workshop and to one of its groups. Each call adds another one: only a
 * token identifies a person. Throws `unknown_code`, `storage_full`, `joining_closed`,
 * `workshop_full`, and `removed` for a person whom a facilitator has removed, recognised by name
 * and city or by the earlier token.
 */
export async function joinWorkshop(deps: WorkshopDeps, request: JoinRequest) {
	const found = await findByCode(deps, request.code)
	const { id, joinCode } = found
	const earlier = request.earlier === undefined ? null : await deps.tokens.findToken(request.earlier)
	const participantId = createId<ParticipantId>()
	const spell = await readSpellings(deps, found, request.city)
	const workshop = await changeWorkshop(deps, id, (current) => {
		// Both may have changed since the code was looked up.
		if (current.joinCode !== joinCode) throw new AppError('unknown_code')
		if (current.isJoiningClosed || current.isClosed) throw new AppError('joining_closed')
		// A workshop that has participants already takes latecomers even if the disk is full.
		if (current.participants.length === 0) requireDiskSpace(deps)
		if (isRemoved(current, request, earlier)) throw new AppError('removed')
		if (current.participants.length >= LIMITS.maxParticipants) throw new AppError('workshop_full')
		const participants = [...current.participants, admit(current, { ...request, spell }, participantId)]
		return withLatecomer({ ...current, participants }, participantId)
	})
	const token = await deps.tokens.issueToken({ workshop: id, role: 'participant', participant: participantId })
	const participant = workshop.participants.find((candidate) => candidate.id === participantId)
	const board: Board | null = participant ? findOwnBoard(workshop, participant) : null
	if (!participant || !board) throw new Error('the new participant has no board')
	return { token, participant, workshop: workshopVisibleTo('participant', workshop), board }
}

/**
 * Returns whether the person was removed. An earlier token of another workshop matches nobody:
 * participant ids are unique across workshops.
 */
function isRemoved({ removed }: Workshop, { name, city }: JoinRequest, earlier: Identity | null): boolean {
	const isNamed = (person: Participant) =>
		nameKey(person.name) === nameKey(name) && nameKey(person.city) === nameKey(city)
	return removed.some((person) => !person.mayReturn && (person.id === earlier?.participant || isNamed(person)))
}

function admit(
	workshop: Workshop,
	{ name, city: typedCity, locale, speaks = [], spell }: JoinRequest & { spell: CitySpelling },
	id: ParticipantId,
): Participant {
	const city = spell(workshop, typedCity)
	const group = chooseGroup(workshop, city)
	const colour = leastUsed(PARTICIPANT_COLOURS, (candidate) => countOf(workshop, (other) => other.colour === candidate))
	const person = { id, name, city, group: group.id, colour, locale: locale ?? workshop.locale }
	return withFurtherLanguages(person, speaks)
}

/** Returns the person with these further languages, without their own; none removes the field. */
export function withFurtherLanguages(person: Participant, languages: readonly Locale[]): Participant {
	const { speaks: _, ...others } = person
	const speaks = [...new Set(languages)].filter((language) => language !== person.locale)
	return speaks.length > 0 ? { ...others, speaks } : others
}

/** Corrects the name of a participant at their own request (PEOPLE3). Throws `not_found`. */
export async function renameParticipant(
	deps: WorkshopDeps,
	{ id, participant, name }: { id: WorkshopId; participant: ParticipantId; name: string },
): Promise<Participant> {
	const workshop = await changeWorkshop(deps, id, (now) => {
		requireParticipant(now, participant)
		return {
			...now,
			participants: now.participants.map((person) => (person.id === participant ? { ...person, name } : person)),
		}
	})
	return requireParticipant(workshop, participant)
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

/** Exchanges the secret of a role link for a token. Throws `unknown_secret`. */
export async function exchangeSecret(deps: WorkshopDeps, secret: string): Promise<TokenGrant> {
	const exchanged = await deps.tokens.exchangeSecret(secret)
	const workshop = exchanged && (await deps.workshops.byId(exchanged.grant.workshop))
	if (!workshop) throw new AppError('unknown_secret')
	const { token, grant } = exchanged
	return { token, role: grant.role, workshop: workshopVisibleTo(grant.role, workshop) }
}

/**
 * Returns a link that opens a workshop in a role. Its secret is in the fragment, which browsers do
 * not send to servers.
 */
export function roleLink(origin: string, role: LinkRole, secret: string): string {
	return `${origin}/${role === 'facilitator' ? 'f' : 'p'}#${secret}`
}

/** Returns the three links of a new workshop. */
export function workshopLinks(
	origin: string,
	code: JoinCode,
	secrets: { facilitator: string; projector: string },
): WorkshopLinks {
	return {
		facilitator: roleLink(origin, 'facilitator', secrets.facilitator),
		participant: `${origin}/join#${code}`,
		projector: roleLink(origin, 'projector', secrets.projector),
	}
}
