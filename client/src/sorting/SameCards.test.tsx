import {
	ACTIVITIES,
	type Activity,
	addSentShapes,
	buildCard,
	buildCluster,
	copyShapes,
	type PlenaryBody,
	putRecord,
	readBoard,
	recordsOf,
	writeFields,
} from '@charrette/shared'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { takeApart } from '../boardParts/joinCards.ts'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { type LiveBoard, observeBoard } from '../sync/observeBoard.ts'
import { createUndoHistory } from '../sync/undoHistory.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { boardsToCompare } from './comparedCards.ts'
import { sameCards } from './findSame.ts'
import { SameCards } from './SameCards.tsx'
import { useSameCards } from './useSameCards.ts'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')]))

const INDEX = 'a1' as never

/** A board with cards, `[text, city]` by id. */
function boardOf(cards: Record<string, readonly [text: string, city: string]>): Y.Doc {
	const doc = new Y.Doc()
	for (const [id, [text, city]] of Object.entries(cards))
		putRecord(recordsOf(doc), buildCard(id, { x: 0, y: 0, index: INDEX }, { text, city }, `author-${id}` as never))
	return doc
}

const WORKSHOP = {
	id: 'w',
	session: 's',
	sessions: [
		{
			id: 's',
			phases: [],
			groups: [],
			boards: [
				{ id: 'plenary', title: 'Plenary', group: null },
				...['one', 'two', 'three'].map((id) => ({ id, title: `Group ${id}`, group: id })),
			],
		},
	],
} as never

interface Opened {
	activities?: readonly Activity[]
	role?: 'facilitator' | 'participant'
	/** The boards of the groups; one that is missing cannot be read. */
	groups?: Record<string, Y.Doc>
}

/** Opens cards on the plenary board as the panel does. The comparison needs no worker here. */
function open(doc: Y.Doc, { activities = ACTIVITIES, role = 'participant', groups = {} }: Opened = {}) {
	const records = recordsOf(doc)
	const undo = createUndoHistory(records)
	const document = { records, undo, canWrite: createObservable(true) } as Partial<BoardDocument> as BoardDocument
	const boards = boardsToCompare(WORKSHOP, role, 'plenary' as never)
	const sorter = { findSame: async (request: Parameters<typeof sameCards>[0]) => sameCards(request, null) }
	const read = async (_: unknown, board: string) => {
		const group = groups[board]
		if (!group) throw new Error('this board was removed')
		return readBoard(group)
	}
	/** What the server does. */
	const send = async (body: PlenaryBody) => {
		const board = body.what === 'shapes' ? body.board : ''
		const source = { workshop: 'Buses', group: board, board }
		const shapes = body.what === 'shapes' ? body.shapes : []
		const copies = copyShapes(groups[board] ?? new Y.Doc(), shapes, { source, by: 'group', kindTitle: String })
		const on = body.what === 'shapes' ? body.on : undefined
		return { board: 'plenary' as never, ...addSentShapes(doc, [copies], { titleKey: String, on }) }
	}
	function Panel({ live }: { live: LiveBoard }) {
		const credentials = { role } as never
		const same = useSameCards({ document, live, sorter, selected: null, boards, credentials, read: read as never })
		return (
			<SameCards
				isAcrossBoards={boards.length > 0}
				{...{ same, workshop: WORKSHOP, document, live, send }}
				activities={new Set(activities)}
			/>
		)
	}
	const live = observeBoard(records)
	render(
		<ToastProvider>
			<Panel live={live} />
		</ToastProvider>,
	)
	return { undo, document, live, user: userEvent.setup(), content: () => readBoard(doc) }
}

const three = () =>
	boardOf({
		a: ['Buses never come on time', 'Lima'],
		b: ['The buses never come on time', 'Oslo'],
		c: ['buses never come on time!', 'Wuhan'],
		d: ['No money for repairs', 'Dakar'],
	})
const joined = ({ cards }: ReturnType<typeof readBoard>) =>
	cards.filter((card) => card.joined).map((card) => [card.id, ...(card.joined ?? []).map(({ id }) => id)])

describe('cards that say nearly the same', () => {
	it('[SORT6] are linked in one step of undo', async () => {
		const { user, undo, content } = open(three())
		;(await screen.findByRole('button', { name: 'Link' })).focus()
		await user.keyboard('{Enter}')
		expect(content().links).toHaveLength(2)
		act(() => undo.undo())
		expect(content().links).toEqual([])
	})

	it('[SORT6] [JOIN1] are joined into one card in one step of undo, in phases that allow arranging', async () => {
		const { user, undo, content } = open(three(), { activities: ['write', 'arrange'] })
		await user.click(await screen.findByRole('button', { name: 'Join into one card' }))
		expect(joined(content())).toEqual([['shape:a', 'shape:b', 'shape:c']])
		act(() => undo.undo())
		expect(content().cards).toHaveLength(4)
	})

	it('[SORT6] are not linked in a phase that allows no links', async () => {
		const { user, content } = open(three(), { activities: ['write', 'arrange'] })
		await user.click(await screen.findByRole('button', { name: 'Link' }))
		expect(screen.getByText('You can’t link cards in this phase.')).toBeTruthy()
		expect(content().links).toEqual([])
	})

	it('[SORT6] are found in clusters, too, but not if they are locked', async () => {
		const board = three()
		putRecord(recordsOf(board), buildCluster('f', { x: 0, y: 0, index: INDEX }, { title: 'Ours', w: 400, h: 400 }))
		writeFields(recordsOf(board), 'shape:a', { isLocked: true })
		writeFields(recordsOf(board), 'shape:b', { parentId: 'shape:f' })
		const { user, content } = open(board)
		const join = await screen.findByRole('button', { name: 'Join into one card' })
		expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
			'The buses never come on time Oslo',
			'buses never come on time! Wuhan',
		])
		await user.click(join)
		expect(joined(content())).toEqual([['shape:b', 'shape:c']])
	})
})

describe('cards of the groups that say nearly the same', () => {
	const groups = () => ({
		one: boardOf({ one: ['Buses never come on time', 'Lima'], odd: ['No money for repairs', 'Lima'] }),
		two: boardOf({ two: ['The buses never come on time', 'Oslo'], also: ['buses never come on time!', 'Oslo'] }),
		three: boardOf({ three: ['Nobody sorts the plastic waste', 'Wuhan'], x: ['Nobody sorts plastic waste', 'Wuhan'] }),
	})

	it('[JOIN4] are sent to the plenary board and joined in one press, and taken apart again', async () => {
		const { user, undo, content, document, live } = open(new Y.Doc(), { role: 'facilitator', groups: groups() })
		const send = await screen.findByRole('button', { name: 'Send here and join' })
		expect(screen.getByText('Lima · Group one')).toBeTruthy()
		expect(screen.getAllByText('Oslo · Group two')).toHaveLength(2)
		// Those of one group are joined on its own board; nothing is written yet.
		expect(screen.queryByText(/plastic/)).toBeNull()
		expect(content().cards).toEqual([])
		send.focus()
		await user.keyboard('{Enter}')
		await screen.findByText('Cards sent here and joined.')
		const [head] = content().cards
		expect(head).toMatchObject({ id: 'shape:one', city: 'Lima', from: { group: 'one', board: 'one' } })
		expect(head?.joined?.map(({ id, city, from }) => [id, city, from?.board])).toEqual([
			['shape:also', 'Oslo', 'two'],
			['shape:two', 'Oslo', 'two'],
		])
		expect(content().clusters.map(({ title }) => title)).toEqual(['one'])
		expect(screen.queryByRole('button', { name: 'Send here and join' })).toBeNull()
		act(() => undo.undo())
		expect(content().cards).toHaveLength(3)
		act(() => undo.redo())
		act(() => void takeApart(document, live.shown(), 'shape:one'))
		expect(content().cards.map(({ joined }) => joined)).toEqual([undefined, undefined, undefined])
	})

	it('[JOIN4] are joined into the card that the plenary board has, which is not sent again', async () => {
		const plenary = boardOf({ one: ['Buses never come on time', 'Lima'] })
		const { user, content } = open(plenary, { role: 'facilitator', groups: groups() })
		expect(await screen.findByText('Lima · here')).toBeTruthy()
		expect(screen.queryByText('Lima · Group one')).toBeNull()
		await user.click(screen.getByRole('button', { name: 'Send here and join' }))
		await screen.findByText('Cards sent here and joined.')
		expect(joined(content())).toEqual([['shape:one', 'shape:also', 'shape:two']])
		expect(content().clusters).toEqual([])
	})

	it('[JOIN4] that were deleted meanwhile are left out, and a board that cannot be read is counted', async () => {
		const { two, one } = groups()
		const { user, content } = open(new Y.Doc(), { role: 'facilitator', groups: { one, two } })
		const send = await screen.findByRole('button', { name: 'Send here and join' })
		expect(screen.getByText('1 board could not be read.')).toBeTruthy()
		for (const id of ['shape:two', 'shape:also']) recordsOf(two).delete(id)
		await user.click(send)
		await screen.findByText('These cards have changed meanwhile, so they were not joined.')
		expect(joined(content())).toEqual([])
	})

	it('[JOIN4] are compared for facilitators alone', async () => {
		const { content } = open(three(), { groups: groups() })
		expect(await screen.findByRole('button', { name: 'Join into one card' })).toBeTruthy()
		expect(screen.queryByText(/Group one/)).toBeNull()
		expect(content().cards).toHaveLength(4)
	})
})
