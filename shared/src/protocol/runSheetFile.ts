import { z } from 'zod'
import { CARD_KINDS } from '../domain/BoardContent.ts'
import type { SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type LocalText } from '../domain/locales.ts'
import type { PhasePlan, TemplateId } from '../domain/Phase.ts'
import {
	ACTIVITIES,
	PHASE_DEFAULTS,
	PHASE_DESTINATIONS,
	PHASE_KINDS,
	PROJECTIONS,
	VOTED_BOARDS,
} from '../domain/Phase.ts'
import type { Rect } from '../geometry/rects.ts'
import { id, line, localText } from './fields.ts'

const fields = {
	kind: z.enum(PHASE_KINDS),
	title: localText(LIMITS.maxTitleLength).refine(isInAnyLanguage, 'it is required in at least one language'),
	prompt: localText(LIMITS.maxPromptLength),
	minutes: z.number().min(0).max(LIMITS.maxPhaseMinutes),
	may: z.array(z.enum(ACTIVITIES)).transform((activities) => [...new Set(activities)]),
	shows: z.enum(PROJECTIONS),
	isPrivate: z.boolean(),
	dots: z.int().min(1).max(LIMITS.maxDots).exactOptional(),
	votedKinds: z.array(z.enum(CARD_KINDS)).min(1).nullable().exactOptional(),
	votedBoards: z.enum(VOTED_BOARDS).exactOptional(),
	startsTimer: z.boolean().exactOptional(),
	takesThreads: z.boolean().exactOptional(),
	leadsTo: z.enum(PHASE_DESTINATIONS).exactOptional(),
}

/** A new phase: kind and title are required, the rest has defaults by kind. */
export const phaseBody = z
	.object({
		...fields,
		prompt: fields.prompt.default({}),
		minutes: fields.minutes.default(0),
		may: fields.may.exactOptional(),
		shows: fields.shows.exactOptional(),
		isPrivate: fields.isPrivate.default(false),
	})
	.transform((body): PhasePlan => ({ ...PHASE_DEFAULTS[body.kind], ...body }))

/** Changes to a phase; missing fields stay unchanged. */
export const phaseChange = z.object({
	kind: fields.kind.exactOptional(),
	title: fields.title.exactOptional(),
	prompt: fields.prompt.exactOptional(),
	minutes: fields.minutes.exactOptional(),
	may: fields.may.exactOptional(),
	shows: fields.shows.exactOptional(),
	isPrivate: fields.isPrivate.exactOptional(),
	dots: fields.dots,
	votedKinds: fields.votedKinds,
	votedBoards: fields.votedBoards,
	startsTimer: fields.startsTimer,
	takesThreads: fields.takesThreads,
	leadsTo: fields.leadsTo,
})

/**
 * A run sheet as a file: the response of `GET /api/workshops/:id/runsheet.json`, accepted by
 * `session.add {sheet}` on any server.
 */
export const runSheetFile = z.object({
	charrette: z.literal('run sheet', { error: 'this is not a run sheet' }),
	version: z.literal(1, { error: 'this run sheet is from a newer Charrette' }),
	title: line(LIMITS.maxTitleLength),
	phases: z.array(phaseBody).max(LIMITS.maxPhases),
})
export type RunSheetFile = z.output<typeof runSheetFile>

/** `GET /api/workshops/:id/runsheet.json`; the current session by default. */
export const runSheetQuery = z.object({ session: id<SessionId>().exactOptional() })

/** An entry of `GET /api/templates`, which returns `{templates}` in display order. */
export interface TemplateOffer {
	id: TemplateId
	title: LocalText
	phases: Pick<PhasePlan, 'kind' | 'title' | 'minutes'>[]
	/** The locked layer of the groups' boards: clusters and lines through points, in board units. */
	board: { clusters: (Rect & { title: LocalText })[]; lines: [number, number][][] }
}

function isInAnyLanguage(text: LocalText): boolean {
	return LOCALES.some((locale) => text[locale] !== undefined)
}
