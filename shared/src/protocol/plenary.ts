import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import type { BoardId, RoundId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { id } from './fields.ts'

/** How the copies are arranged: in a cluster for each group, or for each title of a cluster. */
const by = z.enum(['group', 'theme']).default('group')

/**
 * `POST /api/sessions/:id/plenary`: copies cards to the plenary board of a session (PLEN1).
 *
 *     shapes      named cards, images and clusters of one board; with `on`, the copies lie on this
 *                 card of the plenary board, as those that are to be joined with it (PLEN1d)
 *     votes       the cards with the most dots in a closed vote, by default the newest of the
 *                 session: the first `top`, of all cards or of each group
 *     clusters    the cards in clusters of all groups' boards
 *     all         all cards of these boards
 */
export const plenaryBody = z.discriminatedUnion('what', [
	z.object({
		what: z.literal('shapes'),
		board: id<BoardId>(),
		shapes: z.array(z.string().regex(RECORD_ID_PATTERN)).min(1).max(LIMITS.maxSentShapes),
		on: z.string().regex(RECORD_ID_PATTERN).exactOptional(),
	}),
	z.object({
		what: z.literal('votes'),
		round: id<RoundId>().exactOptional(),
		top: z.int().min(1).max(LIMITS.maxSentShapes),
		isPerGroup: z.boolean().default(false),
		by,
	}),
	z.object({ what: z.literal('clusters'), by }),
	z.object({ what: z.literal('all'), by }),
])
export type PlenaryBody = z.input<typeof plenaryBody>
export type PlenaryRequest = z.output<typeof plenaryBody>

/** The cards and images that were put on the plenary board, and the number of those it had. */
export interface PlenaryResult {
	board: BoardId
	sent: string[]
	known: number
}
