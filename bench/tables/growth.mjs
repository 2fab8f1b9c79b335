import { buildCard, putRecord, recordsOf } from '../../shared/dist/index.js'
import { Y } from '../load/yjs.mjs'
import { goals, kilobytes, number, table } from '../markdown.mjs'
import { simulateWorkshop } from './workshopDay.mjs'

const [CARDS, FRAMES, FRAMES_A_DRAG] = [500, 100_000, 40]

/*
 * Different ways of storing a card's position. `isPresence` is true if the frames of a drag do not
 * go through the document (DOC3).
 */
const MODELS = [
	{
		name: 'Charrette: a gesture is presence, its end is one write',
		isPresence: true,
		put: (doc, i, place) => putRecord(recordsOf(doc), cardAt(i, place)),
		move: (doc, i, { x, y }) => recordsOf(doc).get(`shape:${i}`)?.set('xy', [x, y]),
	},
	{
		name: 'one Y.Map per card, keys x and y',
		put: (doc, i, place) =>
			doc.getMap('cards').set(`shape:${i}`, new Y.Map(Object.entries({ ...fieldsOf(i), ...place }))),
		move: (doc, i, { x, y }) => {
			const card = doc.getMap('cards').get(`shape:${i}`)
			card.set('x', x)
			card.set('y', y)
		},
	},
	{
		name: 'whole records as JSON',
		put: (doc, i, place) => doc.getMap('cards').set(`shape:${i}`, { ...fieldsOf(i), ...place }),
		move: (doc, i, place) => doc.getMap('cards').set(`shape:${i}`, { ...fieldsOf(i), ...place }),
	},
]

/** Measures the growth of a document by dragging, with Yjs alone, without a server. */
export async function growth({ isQuick, log }) {
	const frames = isQuick ? FRAMES / 10 : FRAMES
	const results = MODELS.map((model) => {
		const found = { name: model.name, ...drag(model, frames) }
		log(`  ${JSON.stringify(found)}`)
		return found
	})
	const rows = results.map(({ name, before, after, wire, writes }) => [
		name,
		kilobytes(before),
		kilobytes(after),
		`${number(after / before, 2)}×`,
		`${number(wire / writes, 0)} B × ${writes}`,
	])
	const day = simulateWorkshop(isQuick ? 0.1 : 1)
	log(`  ${JSON.stringify(day)}`)
	const [ours] = results
	const text = [
		`${frames} frames of drags of ${CARDS} cards, ${FRAMES_A_DRAG} frames per drag. Sizes are of the document’s encoded state (Yjs V1).`,
		table(['', 'before', 'after', 'growth', 'document updates'], rows),
		`Three simulated hours${isQuick ? ' (a tenth of them)' : ''}: 30 people, ${day.cards} cards, ${day.gestures} gestures, ${day.keystrokes} keystrokes. The document has ${kilobytes(day.bytes)} in V1, and ${kilobytes(day.storedBytes)} as stored (V2, deflated). A document with the same content and no history has ${kilobytes(day.liveBytes)}. The document loads in ${number(day.loadMs)} ms.`,
		goals([
			{
				goal: '100,000 drag frames: growth ≤ 1.3×',
				found: `${number(ours.after / ours.before, 2)}×`,
				isMet: ours.after <= 1.3 * ours.before,
			},
			{
				goal: 'three hours: size ≤ 2× the live content',
				found: `${number(day.bytes / day.liveBytes, 2)}×`,
				isMet: day.bytes <= 2 * day.liveBytes,
			},
			{ goal: 'three hours: loads in < 50 ms', found: `${number(day.loadMs)} ms`, isMet: day.loadMs < 50 },
		]),
	]
	return { text: text.join('\n\n'), results: { models: results, day } }
}

function drag(model, frames) {
	const doc = new Y.Doc()
	doc.transact(() => {
		for (let i = 0; i < CARDS; i++) model.put(doc, i, { x: (i % 25) * 260, y: Math.floor(i / 25) * 200 })
	})
	const before = Y.encodeStateAsUpdate(doc).length
	let [wire, writes] = [0, 0]
	doc.on('update', (update) => {
		wire += update.length
		writes++
	})
	for (let frame = 1; frame <= frames; frame++) {
		const gesture = Math.floor((frame - 1) / FRAMES_A_DRAG)
		const isEnd = frame % FRAMES_A_DRAG === 0
		const place = { x: frame * 0.25, y: frame * 0.5 }
		if (isEnd || !model.isPresence) doc.transact(() => model.move(doc, (gesture * 7) % CARDS, place))
	}
	return { before, after: Y.encodeStateAsUpdate(doc).length, wire, writes }
}

const fieldsOf = (i) => ({
	id: `shape:${i}`,
	type: 'card',
	kind: 'obstacle',
	city: 'Bogotá',
	text: `Obstacle number ${i} of the morning`,
})
const cardAt = (i, { x, y }) => {
	const { kind, city, text } = fieldsOf(i)
	return buildCard(String(i), { x, y, index: 'a1' }, { kind, city, text })
}
