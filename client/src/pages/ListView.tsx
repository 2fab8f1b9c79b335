import { useTakeHome } from '../export/useTakeHome.tsx'
import { BoardList } from '../list/BoardList.tsx'
import { SignalButtons } from '../together/SignalButtons.tsx'
import { ViewSwitch } from '../workshop/ViewSwitch.tsx'
import { BoardSharing } from './BoardSharing.tsx'
import type { BoardViewProps } from './BoardViewProps.ts'
import { useToastsAbove } from './useToastsAbove.ts'

const COMPOSER_HEIGHT = 148

/** A board to work at, as a list. */
export function ListView(all: BoardViewProps) {
	const { onView, signals, onSignals, now, ...props } = all
	const { document, isAlone, credentials, workshop, board } = props
	useToastsAbove(COMPOSER_HEIGHT)
	const records = isAlone ? null : document.records
	const { items, dialog } = useTakeHome({ credentials, workshop, board, records }, () => [])
	return (
		<BoardList
			{...props}
			now={now('list')}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			takeHome={items}
			sharing={<BoardSharing credentials={credentials} workshop={workshop} board={board} />}
			signals={credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />}
		>
			{dialog}
		</BoardList>
	)
}
