import { MessageNotice } from '../stage/MessageNotice.tsx'
import { NoticeStack } from '../stage/NoticeStack.tsx'
import { NudgeNotice } from '../stage/NudgeNotice.tsx'
import { StageAnnouncer } from '../stage/StageAnnouncer.tsx'
import { GatheringNotice } from '../workshop/GatheringNotice.tsx'
import type { BoardViewProps } from './BoardViewProps.ts'

type BoardNoticesProps = Pick<BoardViewProps, 'workshop' | 'board' | 'home' | 'clock' | 'nudges'> & {
	/** Whether a part of a board can be shown to this person here. */
	showsParts: boolean
}

/** What is said to everybody at a board, whichever view they have of it. */
export function BoardNotices({ workshop, board, home, clock, nudges, showsParts }: BoardNoticesProps) {
	return (
		<NoticeStack>
			<MessageNotice message={workshop.message} />
			<NudgeNotice nudges={nudges} />
			<GatheringNotice workshop={workshop} openBoard={board} homeBoard={home} showsParts={showsParts} />
			<StageAnnouncer workshop={workshop} clock={clock} />
		</NoticeStack>
	)
}
