import type { openWorkshopBody, Workshop, WorkshopId } from '@charrette/shared'
import { createId, createJoinCode } from '@charrette/shared'
import type { z } from 'zod'
import { buildSession, DEFAULT_NAMES, groupNames } from './buildSession.ts'
import { drawSample } from './sample/drawSample.ts'
import type { Sample } from './sample/readSample.ts'
import { readSample } from './sample/readSample.ts'
import { drawTemplate, sessionPlanFrom } from './templates/drawTemplate.ts'
import type { Template } from './templates/Template.ts'
import { TEMPLATES } from './templates/templates.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** What somebody gets who opens a workshop: it, a facilitator's token, and the secrets of the links to give away. */
export interface OpenResult {
	workshop: Workshop
	token: string
	secrets: { facilitator: string; projector: string }
}

type OpenRequest = z.output<typeof openWorkshopBody>

/**
 * Opens a workshop with one session, its groups and their boards; from a template, with its phases and what it sets up; from
 * the sample, with its cards laid out.
 */
export async function openWorkshop(deps: WorkshopDeps, wish: OpenRequest): Promise<OpenResult> {
	const sample = wish.template === 'sample' ? readSample() : null
	const template = wish.template && wish.template !== 'sample' ? TEMPLATES[wish.template] : null
	const workshop = buildWorkshop(wish, sample, template)
	// Boards first: nobody can see a workshop whose boards are still being drawn.
	if (sample) await drawSampleBoards(deps, workshop, sample)
	if (template) await drawTemplateBoards(deps, workshop, template)
	await deps.workshops.create(workshop)
	const facilitator = { workshop: workshop.id, role: 'facilitator' } as const
	const [token, facilitatorSecret, projectorSecret] = await Promise.all([
		deps.tokens.issueToken({ ...facilitator, participant: null }),
		deps.tokens.createSecret(facilitator),
		deps.tokens.createSecret({ workshop: workshop.id, role: 'projector' }),
	])
	return { workshop, token, secrets: { facilitator: facilitatorSecret, projector: projectorSecret } }
}

function buildWorkshop(wish: OpenRequest, sample: Sample | null, template: Template | null): Workshop {
	const names = DEFAULT_NAMES[wish.locale]
	const locales = [...new Set([wish.locale, ...(wish.locales ?? sample?.locales ?? [])])]
	const planned = template && sessionPlanFrom(template, { locale: wish.locale, locales })
	const plan = {
		title: sample ? names.firstMorning : (planned?.title ?? names.session(1)),
		phases: sample?.phases ?? planned?.phases ?? [],
		groups: groupNames(sample?.groups ?? wish.groups, wish.locale),
	}
	const session = buildSession(plan, wish.locale)
	return {
		id: createId<WorkshopId>(),
		version: 1,
		title: wish.title,
		locale: wish.locale,
		locales,
		cities: citiesOf(wish, sample),
		joinCode: createJoinCode(),
		createdAt: Date.now(),
		sessions: [session],
		session: session.id,
		participants: [],
		spotlight: null,
		projection: null,
		gathering: null,
		timer: null,
		message: null,
		isAnonymous: false,
		removed: [],
	}
}

async function drawTemplateBoards(
	deps: WorkshopDeps,
	{ sessions, locale }: Workshop,
	template: Template,
): Promise<void> {
	for (const session of sessions) await drawTemplate(deps, session, { template, locale })
}

/** Each city once, the sample's first. */
function citiesOf(wish: OpenRequest, sample: Sample | null): Workshop['cities'] {
	const wished = wish.cities.map((city) =>
		'country' in city && city.country ? { name: city.name, country: city.country } : { name: city.name },
	)
	const byName = new Map<string, Workshop['cities'][number]>()
	for (const city of [...(sample?.cities ?? []), ...wished]) {
		if (!byName.has(city.name.toLowerCase())) byName.set(city.name.toLowerCase(), city)
	}
	return [...byName.values()]
}

/** Every group's board gets its own cards, the plenary board all of them. */
async function drawSampleBoards(deps: WorkshopDeps, workshop: Workshop, sample: Sample): Promise<void> {
	const boards = workshop.sessions.flatMap((session) => session.boards)
	await Promise.all(
		boards.map((board, index) => {
			const cards = board.group ? sample.cards.filter((card) => card.group === index + 1) : sample.cards
			return deps.rooms.write(board, (doc) => drawSample(doc, { cards, links: sample.links }, workshop.locale))
		}),
	)
}
