import type { RoundId } from '../domain/ids.ts'

/**
 * What is said once, to those whom it concerns and who are here:
 *
 *     nudge     to one participant: the facilitator would be glad of a first card
 *     ballots   to facilitators: somebody has voted, so the counts are others
 */
export type Hint = { type: 'nudge' } | { type: 'ballots'; round: RoundId }
