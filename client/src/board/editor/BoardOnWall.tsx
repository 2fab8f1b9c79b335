import { BoardCanvas, type BoardCanvasProps } from './BoardCanvas.tsx'
import { FollowFacilitator } from './FollowFacilitator.tsx'

/** A board on the wall: no tools, and kept whole, or as a facilitator sees it. */
export function BoardOnWall(props: Omit<BoardCanvasProps, 'mode' | 'children'>) {
	return (
		<BoardCanvas {...props} mode="project">
			<FollowFacilitator follows={props.workshop.followsFacilitator === true} />
		</BoardCanvas>
	)
}
