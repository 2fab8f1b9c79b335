import { useTakeHome } from '../export/useTakeHome.ts'
import { BoardList } from '../list/BoardList.tsx'
import { SignalButtons } from '../together/SignalButtons.tsx'
import { resultDots } from '../vote/Vote.ts'
import { useVotes } from '../vote/VoteContext.ts'
import { ViewSwitch } from '../workshop/ViewSwitch.tsx'
import { BoardNotices } from './BoardNotices.tsx'
import type { BoardViewProps } from './boardViews.ts'
import { useToastsAbove } from './useToastsAbove.ts'

const COMPOSER_HEIGHT = 148

/** A board to work at, as a list. */
export function ListView(all: BoardViewProps) {
	const { home, onView, signals, onSignals, now, clock, isLive, nudges, ...props } = all
	const { document, credentials, workshop, board } = props
	useToastsAbove(COMPOSER_HEIGHT)
	const votes = useVotes()
	const takeHome = useTakeHome({
		credentials,
		workshop,
		board,
		async draw(format) {
			// Only who wants a picture fetches what draws it.
			const { drawApart } = await import('../export/drawApart.ts')
			const stand = votes?.stand.get()
			const dots = stand ? resultDots(stand) : new Map<string, number>()
			const names = new Map(workshop.participants.map(({ id, name }) => [id, name]))
			return drawApart({ records: document.records, names, dots }, format)
		},
	})
	return (
		<BoardList
			{...props}
			now={now('list')}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			takeHome={takeHome}
			signals={credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />}
		>
			<BoardNotices {...all} showsParts={false} />
		</BoardList>
	)
}
