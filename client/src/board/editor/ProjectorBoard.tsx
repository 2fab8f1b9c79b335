import { useEditor } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useBoardVotes, VoteContext } from '../../vote/useBoardVotes.ts'
import { BoardCanvas, type BoardCanvasProps } from './BoardCanvas.tsx'
import { followsFacilitator } from './projectorCamera.ts'

type ProjectorBoardProps = Omit<BoardCanvasProps, 'mode' | 'children'> & {
	/** Whether the workshop's room is heard. */
	isLive: boolean
}

/** A board on the wall: no tools, and kept whole, or as a facilitator sees it; on its cards, what the newest vote came to. */
export function ProjectorBoard({ isLive, ...props }: ProjectorBoardProps) {
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

/** Lies over a board on the wall: whether it is shown whole, or as a facilitator sees it. */
function FollowFacilitator({ follows }: { follows: boolean }) {
	const editor = useEditor()
	useEffect(() => {
		followsFacilitator(editor).set(follows)
	}, [editor, follows])
	return null
}
