import type { BoardId, Gathering } from '@charrette/shared'
import { Box, useEditor } from '@tldraw/tldraw'
import { useEffect, useSyncExternalStore } from 'react'
import { gatheredTo } from '../workshop/gatheredTo.ts'

const GLIDE_MS = 320

/** Leads the view of who followed a call to the part of the board that was meant, once for each call. */
export function GatheredView({ gathering, board }: { gathering: Gathering | null; board: BoardId }) {
	const editor = useEditor()
	const followed = useSyncExternalStore(gatheredTo.subscribe, gatheredTo.get)
	const isHere = gathering?.board === board && gathering.at === followed
	const { x, y, w, h } = (isHere && gathering.viewport) || NOWHERE
	useEffect(() => {
		if (w > 0) editor.zoomToBounds(new Box(x, y, w, h), { inset: 0, animation: { duration: GLIDE_MS } })
	}, [editor, followed, x, y, w, h])
	return null
}

const NOWHERE = { x: 0, y: 0, w: 0, h: 0 }
