import * as Y from 'yjs'
import { joinAsStock, openBoard, openRoom, type StockBoard, type StockPerson } from './boardAsStock.ts'

const CITIES = ['Dakar', 'Bogotá', 'Wuhan', 'Lyon']
/** Where they point and have their cards: within a window at 100 %. */
const AREA = { x: 60, y: 160, w: 1000, h: 480 }
const CARD_ROW = 10
const ROUND_MS = 120
/** Of so many rounds, each moves its card in one. */
const CARD_ROUNDS = 6

/** Many people at one board, each with a card and a pointer. */
export interface Crowd {
	people: readonly StockPerson[]
	/** Lets all of them point here and there and move their cards, until the result is called. */
	stir(): () => void
	/** Where everybody's card is, by the document. */
	places(): unknown[]
	/** Lets the last of them leave, so many. */
	leave(count: number): void
}

/** Joins a workshop with so many people, who all go to the board of its group. */
export async function joinCrowd(url: string, code: string, count: number): Promise<Crowd> {
	const people = Array.from({ length: count }, (_, n) => ({
		name: `Person ${n + 1}`,
		city: CITIES[n % CITIES.length] ?? '',
	}))
	const members = await Promise.all(people.map((who) => joinMember(url, code, who)))
	for (const [n, { board }] of members.entries())
		board.write(cardOf(n), { ...FIELDS, xy: placeOf(n), index: `a${n + 10}`, text: new Y.Text(`idea ${n + 1}`) })
	return {
		people,
		stir() {
			let round = 0
			const timer = setInterval(() => {
				round++
				for (const [n, { board }] of members.entries()) stirOne(board, n, round)
			}, ROUND_MS)
			return () => clearInterval(timer)
		},
		places: () => members.map(({ board }, n) => board.record(cardOf(n))?.['xy']),
		leave(leaving) {
			for (const member of members.splice(-leaving)) member.leave()
		},
	}
}

const FIELDS = { type: 'card', 'props.kind': 'note' }
const cardOf = (n: number) => `shape:crowd${n}`
const placeOf = (n: number) => [(n % CARD_ROW) * 230, 900 + Math.floor(n / CARD_ROW) * 140]

function stirOne(board: StockBoard, n: number, round: number): void {
	const turn = n * 37 + round * 11
	board.say({ cursor: { x: AREA.x + (turn % AREA.w), y: AREA.y + ((turn * 7) % AREA.h) } })
	const [x = 0, y = 0] = placeOf(n)
	if ((round + n) % CARD_ROUNDS === 0) board.write(cardOf(n), { xy: [x + (round % 20), y] })
}

/** Somebody at the board, whom the workshop knows to be there. */
async function joinMember(url: string, code: string, who: StockPerson) {
	const joined = await joinAsStock(url, code, who)
	const board = await openBoard(url, joined)
	const workshop = openRoom(url, `workshop:${joined.workshop.id}`, joined.token)
	workshop.awareness.setLocalState({ board: joined.board.id })
	return {
		board,
		leave() {
			board.leave()
			workshop.destroy()
		},
	}
}
