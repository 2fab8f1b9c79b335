import { useBoardVotes } from '../../vote/useBoardVotes.ts'
import { VoteContext } from '../../vote/VoteContext.ts'
import { BoardCanvas, type BoardCanvasProps } from './BoardCanvas.tsx'
import { FollowFacilitator } from './FollowFacilitator.tsx'

type BoardOnWallProps = Omit<BoardCanvasProps, 'mode' | 'children'> & {
	/** Whether the workshop's room is heard. */
	isLive: boolean
}

/** A board on the wall: no tools, and kept whole, or as a facilitator sees it; on its cards, what the newest vote came to. */
export function BoardOnWall({ isLive, ...props }: BoardOnWallProps) {
	const { board, credentials, workshop } = props
	const votes = useBoardVotes({ credentials, workshop, board, isLive })
	return (
		<VoteContext value={votes}>
			<BoardCanvas {...props} mode="project">
				<FollowFacilitator follows={workshop.followsFacilitator === true} />
			</BoardCanvas>
		</VoteContext>
	)
}
