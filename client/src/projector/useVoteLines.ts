import type { VoteRound, Workshop } from '@charrette/shared'
import { useWallTexts } from './useWallTexts.ts'
import type { WallLine } from './wallLines.ts'

/** What the wall says while a vote is open: what is voted on, and with how many dots. Null while there is none. */
export function useVoteLines(workshop: Workshop, round: VoteRound | null): WallLine[] | null {
	const texts = useWallTexts(workshop)
	if (!round) return null
	return [
		{ locale: workshop.locale, text: round.title },
		...texts.map(({ locale, t }) => ({
			locale,
			text: `${t('stage.voting')} · ${t('stage.dots', { count: round.budget })}`,
		})),
	]
}
