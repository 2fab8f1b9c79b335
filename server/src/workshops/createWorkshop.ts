import type { City, createWorkshopBody, Workshop, WorkshopId } from '@charrette/shared'
import { createId, createJoinCode } from '@charrette/shared'
import type { z } from 'zod'
import { buildSession, DEFAULT_NAMES, groupNames } from './buildSession.ts'
import { exchangeSecret } from './joinWorkshop.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import type { Sample } from './sample/readSample.ts'
import { readSample } from './sample/readSample.ts'
import { writeSample } from './sample/writeSample.ts'
import type { Template } from './templates/Template.ts'
import { sessionPlanFrom, TEMPLATES, writeTemplate } from './templates/templates.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** A new workshop, the token of its facilitator, and the secrets of its role links. */
export interface WorkshopWithSecrets {
	workshop: Workshop
	token: string
	secrets: { facilitator: string; projector: string }
}

export type CreateWorkshopRequest = z.output<typeof createWorkshopBody>

/**
 * Creates a workshop with one session, its groups, and their boards. A template adds phases and a
 * locked layer; the sample adds phases, cities and cards, and a second day. Throws `storage_full`.
 */
export async function createWorkshop(deps: WorkshopDeps, request: CreateWorkshopRequest): Promise<WorkshopWithSecrets> {
	requireDiskSpace(deps)
	const sample = request.template === 'sample' ? readSample() : null
	const template = request.template && request.template !== 'sample' ? TEMPLATES[request.template] : null
	const workshop = buildWorkshop(request, { sample, template, now: deps.now() })
	// The boards are written first, so that nobody sees a workshop before its boards.
	if (sample) await writeSampleDays(deps, workshop, sample)
	if (template) await writeTemplateBoards(deps, workshop, template)
	return createWithLinks(deps, workshop)
}

/** Stores a new workshop, whose boards are written, and creates its links. */
export async function createWithLinks(deps: WorkshopDeps, workshop: Workshop): Promise<WorkshopWithSecrets> {
	await deps.workshops.create(workshop)
	const [facilitator, projector] = await Promise.all([
		deps.tokens.createLink({ workshop: workshop.id, role: 'facilitator' }),
		deps.tokens.createLink({ workshop: workshop.id, role: 'projector' }),
	])
	const { token } = await exchangeSecret(deps, facilitator.secret)
	return { workshop, token, secrets: { facilitator: facilitator.secret, projector: projector.secret } }
}

interface WorkshopBase {
	sample: Sample | null
	template: Template | null
	now: number
}

function buildWorkshop(request: CreateWorkshopRequest, { sample, template, now }: WorkshopBase): Workshop {
	const names = DEFAULT_NAMES[request.locale]
	const locales = [...new Set([request.locale, ...(request.locales ?? sample?.locales ?? [])])]
	const planned = template && sessionPlanFrom(template, request.locale)
	const plan = {
		title: sample ? names.firstMorning : (planned?.title ?? names.session(1)),
		phases: sample?.phases ?? planned?.phases ?? [],
		groups: groupNames(sample?.groups ?? request.groups, request.locale),
	}
	const session = buildSession(plan, request.locale)
	const secondDay = sample
		? [buildSession({ ...plan, phases: SECOND_DAY.phases, title: names.secondMorning }, request.locale)]
		: []
	const { title, locale } = request
	const cities = citiesOf(request, sample)
	const sessions = [session, ...secondDay]
	return newWorkshop({ title, locale, locales, cities, isAnonymous: false, sessions, createdAt: now })
}

type NewWorkshop = Pick<Workshop, 'title' | 'locale' | 'locales' | 'cities' | 'sessions' | 'isAnonymous' | 'createdAt'>

/** Returns a workshop before its first phase, without people, in the first of its sessions. */
export function newWorkshop(settings: NewWorkshop): Workshop {
	const [first] = settings.sessions
	if (!first) throw new Error('a workshop has a session')
	return {
		...settings,
		id: createId<WorkshopId>(),
		version: 1,
		joinCode: createJoinCode(),
		session: first.id,
		participants: [],
		spotlight: null,
		projection: null,
		gathering: null,
		timer: null,
		message: null,
		removed: [],
	}
}

/**
 * The template of the second day of the sample, on which cities adopt solutions of the first day
 * and of others.
 */
const SECOND_DAY = TEMPLATES['learn-from-cities']

async function writeTemplateBoards(
	deps: WorkshopDeps,
	{ sessions, locale }: Workshop,
	template: Template,
): Promise<void> {
	for (const session of sessions) await writeTemplate(deps, session, { template, locale })
}

/** Returns a city as the workshop stores it. */
export function toCity(city: CreateWorkshopRequest['cities'][number]): City {
	return 'country' in city && city.country ? { name: city.name, country: city.country } : { name: city.name }
}

/** Returns each city once, with those of the sample first. */
function citiesOf(request: CreateWorkshopRequest, sample: Sample | null): Workshop['cities'] {
	const requested = request.cities.map(toCity)
	const byName = new Map<string, Workshop['cities'][number]>()
	for (const city of [...(sample?.cities ?? []), ...requested]) {
		if (!byName.has(city.name.toLowerCase())) byName.set(city.name.toLowerCase(), city)
	}
	return [...byName.values()]
}

/**
 * Writes the boards of both days. On the first day each group board gets the cards of its group,
 * and the plenary board gets all cards.
 */
async function writeSampleDays(deps: WorkshopDeps, { sessions, locale }: Workshop, sample: Sample): Promise<void> {
	const [first, second] = sessions
	const writes = first?.boards.map((board, index) => {
		const cards = board.group ? sample.cards.filter((card) => card.group === index + 1) : sample.cards
		return deps.rooms.write(board, (doc) => writeSample(doc, { cards, links: sample.links }, locale))
	})
	await Promise.all([...(writes ?? []), second && writeTemplate(deps, second, { template: SECOND_DAY, locale })])
}
