import { BoardList } from '../list/BoardList.tsx'
import { SignalButtons } from '../together/SignalButtons.tsx'
import { GatheringNotice } from '../workshop/GatheringNotice.tsx'
import { ViewSwitch } from '../workshop/ViewSwitch.tsx'
import type { BoardViewProps } from './boardViews.ts'
import { useToastsAbove } from './useToastsAbove.ts'

const COMPOSER_HEIGHT = 148

/** A board to work at, as a list. */
export function ListView({ home, onView, signals, onSignals, ...props }: BoardViewProps) {
	useToastsAbove(COMPOSER_HEIGHT)
	return (
		<BoardList
			{...props}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			signals={props.credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />}
		>
			<GatheringNotice workshop={props.workshop} openBoard={props.board} homeBoard={home} />
		</BoardList>
	)
}
