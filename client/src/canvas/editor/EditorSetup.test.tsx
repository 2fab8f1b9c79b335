import { type BoardId, buildCard, buildLink, putRecord, recordsOf, type WorkshopId } from '@charrette/shared'
import { act, render, screen, waitFor } from '@testing-library/react'
import { type Editor, type IndexKey, SelectTool, type TLShapeId, TldrawEditor } from '@tldraw/tldraw'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { bindSnapshot } from '../../sync/bindCanvas.ts'
import { BoardContext, type BoardContextValue } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { LinkMenu } from '../link/LinkMenu.tsx'
import { bindingUtils, shapeUtils } from './boardShapes.ts'
import { EditorSetup } from './EditorSetup.tsx'

/* The effects of a board run twice, as in development (testControls.ts). */

// The test's DOM loads no fonts.
Object.assign(document, { fonts: new EventTarget() })

const tools = [SelectTool]
const CARD = 'shape:from' as TLShapeId
const LINK = 'shape:link' as TLShapeId

/** Opens a board with two cards and a link. */
async function openBoard() {
	const doc = new Y.Doc()
	const card = (id: string, x: number) => buildCard(id, { x, y: 0, index: 'a1' as IndexKey }, { kind: 'case' })
	const link = buildLink('link', { from: CARD, to: 'shape:to' }, 'a2' as IndexKey)
	for (const record of [card('from', 0), card('to', 400), ...link]) putRecord(recordsOf(doc), record)
	const context: BoardContextValue = {
		board: 'b1' as BoardId,
		canvasBinding: bindSnapshot(Y.encodeStateAsUpdate(doc)),
		credentials: { workshop: 'w1' as WorkshopId, token: 'token', role: 'facilitator', participant: null },
		mode: 'view',
		canEdit: false,
		activities: new Set(),
		phaseKind: null,
		locale: 'en',
		author: { id: null, city: '' },
		names: new Map(),
		nameOf: (_choice, value) => value,
	}
	const opened: Editor[] = []
	const { container, unmount } = render(
		<BoardContext value={context}>
			<TldrawEditor
				store={context.canvasBinding.store}
				shapeUtils={shapeUtils}
				bindingUtils={bindingUtils}
				tools={tools}
				initialState="select"
				onMount={(mounted) => void opened.push(mounted)}
			>
				<EditorSetup />
				<LinkMenu />
			</TldrawEditor>
		</BoardContext>,
	)
	const editor = await waitFor(() => {
		const last = opened.at(-1)
		if (!last) throw new Error('not open yet')
		return last
	})
	return { editor, container, unmount }
}

it('the canvas finds a card where another person has moved it', async () => {
	const { editor } = await openBoard()
	const hit = (y: number) => editor.getShapeAtPoint({ x: 20, y }, { hitInside: true })?.id
	expect(hit(20)).toBe(CARD)
	act(() => editor.store.mergeRemoteChanges(() => editor.store.update(CARD, (card) => ({ ...card, y: 500 }))))
	expect([hit(20), hit(520)]).toEqual([undefined, CARD])
})

it('no editor that a closed board has opened reacts to the page', async () => {
	const { container, unmount } = await openBoard()
	const board = container.querySelector('.tl-container')
	const isMarked = () => board?.classList.contains('tl-container__no-focus-ring')
	expect(isMarked()).toBe(true)
	unmount()
	board?.classList.remove('tl-container__no-focus-ring')
	document.body.dispatchEvent(new MouseEvent('mousedown'))
	expect(isMarked()).toBe(false)
})

it('the menu of a link stays open once it has opened', async () => {
	const { editor } = await openBoard()
	act(() => void boardUi(editor).links.menu.set(LINK))
	await screen.findByRole('menu')
	expect(boardUi(editor).links.menu.get()).toBe(LINK)
	act(() => editor.store.mergeRemoteChanges(() => editor.store.remove([LINK])))
	expect(boardUi(editor).links.menu.get()).toBeNull()
})
