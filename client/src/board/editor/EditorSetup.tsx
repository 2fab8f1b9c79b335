import { useEditor } from '@tldraw/tldraw'
import { useEffect, useLayoutEffect } from 'react'
import { resultDots } from '../../vote/Vote.ts'
import { useVoteStand } from '../../vote/VoteContext.ts'
import { authorOf, namesOf } from '../author.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import { cardResults } from '../card/cardResults.ts'
import { showNotice } from '../notices/notices.ts'
import { permitsOf } from '../permits.ts'
import { isPhone, showWholeBoard } from '../sight/fitBoard.ts'
import { holdSetUp } from './holdSetUp.ts'
import { setUpEditor } from './setUpEditor.ts'
import { showOnWall } from './showOnWall.ts'

/** Below this zoom a newcomer could not read a card; a larger board is entered at its beginning. A phone is close to the eye and small. */
const LEAST_ENTRY_ZOOM = { wide: 0.45, phone: 0.8 }

/** Ties the mounted editor to its board, and opens it on what there is to see. */
export function EditorSetup() {
	const editor = useEditor()
	const { board, openBoard, credentials, mode, canEdit, activities, author, names } = useBoardSurroundings()

	useLayoutEffect(() => {
		authorOf(editor).current = author
		namesOf(editor).current = names
	}, [editor, author, names])

	const votes = useVoteStand()
	const isVoting = Boolean(votes?.round)
	const result = votes?.result ?? null
	useLayoutEffect(() => {
		cardResults(editor).set({ dots: resultDots({ board, result }), isVoting })
	}, [editor, board, result, isVoting])

	useLayoutEffect(() => {
		permitsOf(editor).set(activities)
	}, [editor, activities])

	useLayoutEffect(() => {
		const undoSetUp = setUpEditor(editor)
		const detach = openBoard.attach(editor)
		return () => {
			detach()
			undoSetUp()
		}
	}, [editor, openBoard])

	useLayoutEffect(() => {
		return credentials.role === 'facilitator' ? undefined : holdSetUp(editor)
	}, [editor, credentials.role])

	useLayoutEffect(() => {
		editor.updateInstanceState({ isReadonly: !canEdit })
		if (!canEdit && !editor.isInAny('select', 'hand')) editor.setCurrentTool('select')
	}, [editor, canEdit])

	useEffect(() => {
		const loss = openBoard.takeLoss()
		// What was rejected the badge says; only a text is to be offered back.
		if (!loss || (loss.reason === 'rejected' && !loss.draft)) return
		showNotice(editor, { type: 'lost', reason: loss.reason, text: loss.draft })
	}, [editor, openBoard])

	useEffect(() => {
		if (mode === 'project') return showOnWall(editor)
		showWholeBoard(editor, {
			isAnimated: false,
			least: isPhone(editor) ? LEAST_ENTRY_ZOOM.phone : LEAST_ENTRY_ZOOM.wide,
		})
		return undefined
	}, [editor, mode])
	return null
}
