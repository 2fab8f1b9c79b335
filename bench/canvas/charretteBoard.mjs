import { endpointAt, post } from '../contenders/charrette.mjs'
import { Person } from '../load/Person.mjs'
import { until } from '../load/until.mjs'
import { Y } from '../load/yjs.mjs'

const CITIES = ['Guangzhou', 'Dakar', 'Bogotá', 'Lyon', 'Wuhan', 'Lima']
const KINDS = ['obstacle', 'solution', 'case', 'question']

/**
 * Creates a board with these cards in the running product. Returns the join code and a function
 * that joins a person and returns their endpoint.
 */
export async function openBoard(url, cards) {
	const { joinCode } = await post(url, '/api/workshops', { title: 'Bench', cities: CITIES, groups: 1 })
	const joinBoard = async (index) => {
		const body = { code: joinCode, name: `Person ${index}`, city: CITIES[index % CITIES.length] }
		const { token, board } = await post(url, '/api/join', body)
		return endpointAt(url, board.id, token)
	}
	const writer = new Person(await joinBoard(0), 0)
	writer.doc = docOf(cards)
	writer.connect()
	const isSaved = await until(() => writer.sent > 0 && writer.acked === writer.sent, 60_000)
	writer.leave()
	if (!isSaved) throw new Error(`the board of ${cards.length} cards was not saved`)
	return { joinCode, joinBoard }
}

function docOf(cards) {
	const doc = new Y.Doc()
	const records = doc.getMap('records')
	doc.transact(() => {
		for (const [index, { id, x, y, text }] of cards.entries()) {
			const fields = {
				type: 'card',
				xy: [x, y],
				index: `a${index.toString(36).padStart(4, '0')}V`,
				'props.kind': KINDS[index % KINDS.length],
				'props.city': CITIES[index % CITIES.length],
			}
			const card = new Y.Map(Object.entries(fields))
			card.set('text', new Y.Text(text))
			records.set(`shape:${id}`, card)
		}
	})
	return doc
}

/**
 * Lets people drag one card each, `perSecond` moves a second. Returns a function that stops them.
 */
export async function dragCards(joinBoard, { cards, people, perSecond }) {
	const endpoints = await Promise.all(Array.from({ length: people }, (_, index) => joinBoard(index + 1)))
	const movers = endpoints.map((endpoint, index) => new Person(endpoint, index))
	for (const mover of movers) mover.connect()
	await until(() => movers.every((mover) => mover.syncedAt !== null))
	let step = 0
	const timers = movers.map((mover, index) => {
		const { id, x, y } = cards[index]
		return setInterval(() => {
			const angle = (step++ / movers.length) * 0.2
			const xy = [Math.round(x + 90 * Math.cos(angle)), Math.round(y + 90 * Math.sin(angle))]
			mover.sendPresence({
				cursor: { x: xy[0], y: xy[1] },
				selection: [`shape:${id}`],
				live: { [`shape:${id}`]: { xy } },
			})
		}, 1000 / perSecond)
	})
	return () => {
		for (const timer of timers) clearInterval(timer)
		for (const mover of movers) mover.leave()
	}
}

/**
 * Lets people type in one new card each, spread over the positions of `cards`. Returns a function
 * that stops them.
 */
export async function typeInCards(joinBoard, { cards, people, perSecond }) {
	const endpoints = await Promise.all(Array.from({ length: people }, (_, index) => joinBoard(index + 1)))
	const writers = endpoints.map((endpoint, index) => new Person(endpoint, index))
	for (const writer of writers) writer.connect()
	await until(() => writers.every((writer) => writer.syncedAt !== null))
	const timers = writers.map((writer, index) => {
		const { x, y } = cards[Math.floor((index * cards.length) / people)]
		const [id, text] = [`typed-${writer.doc.clientID}`, new Y.Text('Own words')]
		const fields = { type: 'card', xy: [x + 20, y + 20], index: `b${id.replace(/\D/g, '')}V`, 'props.kind': KINDS[0] }
		writer.doc.transact(() => {
			const card = new Y.Map(Object.entries(fields))
			card.set('text', text)
			writer.doc.getMap('records').set(`shape:${id}`, card)
		})
		return setInterval(() => text.insert(text.length, text.length % 6 === 0 ? ' ' : 'x'), 1000 / perSecond)
	})
	return () => {
		for (const timer of timers) clearInterval(timer)
		for (const writer of writers) writer.leave()
	}
}
