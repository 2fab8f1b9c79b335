import type { BoardId, Workshop } from '@charrette/shared'
import { useLocation } from 'wouter'
import type { Credentials } from '../session/credentials.ts'
import type { ServerClock } from '../session/serverClock.ts'
import { MessageNotice } from '../stage/MessageNotice.tsx'
import { NoticeStack } from '../stage/NoticeStack.tsx'
import { NudgeNotice } from '../stage/NudgeNotice.tsx'
import { StageAnnouncer } from '../stage/StageAnnouncer.tsx'
import { GatheringNotice } from '../workshop/GatheringNotice.tsx'

interface BoardNoticesProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The board where this person belongs. */
	home: BoardId | null
	/** The server's time, by which the timer runs. */
	clock: ServerClock
	/** How often this person was told that their first card would be welcome. */
	nudges: number
	/** Whether a part of the board can be shown to this person here. */
	showsParts: boolean
	/** Whether what was kept of the board is shown in its place. */
	isLookingBack: boolean
}

/** What is said to everybody at a board, whichever view they have of it, also of its past: what was closed in one stays so in the next. */
export function BoardNotices(props: BoardNoticesProps) {
	const { credentials, workshop, board, home, clock, nudges, showsParts, isLookingBack } = props
	const [, navigate] = useLocation()
	const goTo = (goal: BoardId) => {
		if (credentials.role === 'facilitator') navigate(`/w/${workshop.id}/desk/b/${goal}`)
		else navigate(goal === home ? `/w/${workshop.id}` : `/w/${workshop.id}/b/${goal}`)
	}
	return (
		<NoticeStack isLow={isLookingBack}>
			<MessageNotice message={workshop.message} />
			<NudgeNotice nudges={nudges} />
			<GatheringNotice
				workshop={workshop}
				openBoard={board}
				homeBoard={home}
				showsParts={showsParts}
				isLookingBack={isLookingBack}
				onGo={goTo}
			/>
			<StageAnnouncer workshop={workshop} clock={clock} />
		</NoticeStack>
	)
}
