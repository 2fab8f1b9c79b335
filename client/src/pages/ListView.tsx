import { useTakeHome } from '../export/useTakeHome.ts'
import { BoardList } from '../list/BoardList.tsx'
import { SignalButtons } from '../together/SignalButtons.tsx'
import { GatheringNotice } from '../workshop/GatheringNotice.tsx'
import { ViewSwitch } from '../workshop/ViewSwitch.tsx'
import type { BoardViewProps } from './boardViews.ts'
import { useToastsAbove } from './useToastsAbove.ts'

const COMPOSER_HEIGHT = 148

/** A board to work at, as a list. */
export function ListView({ home, onView, signals, onSignals, ...props }: BoardViewProps) {
	const { document, credentials, workshop, board } = props
	useToastsAbove(COMPOSER_HEIGHT)
	const takeHome = useTakeHome({
		credentials,
		workshop,
		board,
		async draw(format) {
			// Only who wants a picture fetches what draws it.
			const { drawApart } = await import('../export/drawApart.ts')
			const names = new Map(workshop.participants.map(({ id, name }) => [id, name]))
			return drawApart({ records: document.records, names }, format)
		},
	})
	return (
		<BoardList
			{...props}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			takeHome={takeHome}
			signals={credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />}
		>
			<GatheringNotice workshop={workshop} openBoard={board} homeBoard={home} />
		</BoardList>
	)
}
