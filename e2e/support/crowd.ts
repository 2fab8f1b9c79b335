import * as Y from 'yjs'
import { attend, type StockBoard, type StockParticipant } from './stockClient.ts'

const CITIES = ['Dakar', 'Bogotá', 'Wuhan', 'Lyon']
/** The area of the cursors in the window, at 100 % zoom. */
const AREA = { x: 60, y: 160, w: 1000, h: 480 }
const CARDS_PER_ROW = 10
const ROUND_MS = 120
/** Each participant moves their card in one of this many rounds. */
const ROUNDS_PER_MOVE = 6

/** Many stock participants at one board, each with a card and a cursor. */
export interface Crowd {
	people: readonly StockParticipant[]
	/** Moves all cursors and cards until the returned function is called. */
	startMoving(): () => void
	/** Disconnects the last participants. */
	leave(count: number): void
}

/** Joins this many participants to a workshop, all at the board of its only group. */
export async function joinCrowd(url: string, code: string, count: number): Promise<Crowd> {
	const people = Array.from({ length: count }, (_, n) => ({
		name: `Person ${n + 1}`,
		city: CITIES[n % CITIES.length] ?? '',
	}))
	const members = await Promise.all(people.map((person) => attend(url, code, person)))
	for (const [n, { board }] of members.entries())
		board.write(cardId(n), { ...FIELDS, xy: positionOf(n), index: `a${n + 10}`, text: new Y.Text(`idea ${n + 1}`) })
	return {
		people,
		startMoving() {
			let round = 0
			const timer = setInterval(() => {
				round++
				for (const [n, { board }] of members.entries()) moveOne(board, n, round)
			}, ROUND_MS)
			return () => clearInterval(timer)
		},
		leave(leaving) {
			for (const member of members.splice(-leaving)) member.leave()
		},
	}
}

const FIELDS = { type: 'card', 'props.kind': 'note' }
const cardId = (n: number) => `shape:crowd${n}`
const positionOf = (n: number) => [(n % CARDS_PER_ROW) * 230, 900 + Math.floor(n / CARDS_PER_ROW) * 140]

function moveOne(board: StockBoard, n: number, round: number): void {
	const turn = n * 37 + round * 11
	board.setPresence({ cursor: { x: AREA.x + (turn % AREA.w), y: AREA.y + ((turn * 7) % AREA.h) } })
	const [x = 0, y = 0] = positionOf(n)
	if ((round + n) % ROUNDS_PER_MOVE === 0) board.write(cardId(n), { xy: [x + (round % 20), y] })
}
