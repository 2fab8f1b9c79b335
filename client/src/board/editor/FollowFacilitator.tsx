import { useEditor } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { followsFacilitator } from './followOnWall.ts'

/** Lies over a board on the wall: whether it is shown whole, or as a facilitator sees it. */
export function FollowFacilitator({ follows }: { follows: boolean }) {
	const editor = useEditor()
	useEffect(() => {
		followsFacilitator(editor).set(follows)
	}, [editor, follows])
	return null
}
