import { deflateRawSync } from 'node:zlib'
import { buildCard, putRecord, recordsOf, textOf } from '../../shared/dist/index.js'
import { Y } from '../load/yjs.mjs'

const [PEOPLE, CARDS, CARD_CHARACTERS] = [30, 600, 60]
const [MOVES_A_CARD, CORRECTIONS_A_CARD, RECOLOURS_A_CARD] = [6, 6, 1]

/**
 * Simulates three hours of a workshop as its document sees them (DOC3): each person writes their
 * cards letter by letter and corrects typos; everybody moves anybody's cards, and sometimes changes
 * a kind. `share` < 1 makes it shorter.
 */
export function simulateWorkshop(share) {
	const people = Array.from({ length: PEOPLE }, () => new Y.Doc())
	const hub = new Y.Doc()
	for (const person of people) {
		person.on('update', (update, origin) => origin !== 'hub' && Y.applyUpdate(hub, update, person))
	}
	const counts = { cards: Math.round(CARDS * share), gestures: 0, keystrokes: 0 }
	for (let i = 0; i < counts.cards; i++) {
		writeCard(people[i % PEOPLE], i, counts)
		if (i % 20 === 19) syncDocuments(people, hub)
	}
	syncDocuments(people, hub)
	for (let i = 0; i < counts.cards * MOVES_A_CARD; i++) {
		moveCard(people[(i * 11) % PEOPLE], (i * 17) % counts.cards, i)
		counts.gestures++
		if (i % 30 === 29) syncDocuments(people, hub)
	}
	for (let i = 0; i < counts.cards * RECOLOURS_A_CARD; i++) {
		recordsOf(people[i % PEOPLE])
			.get(`shape:${i}`)
			?.set('props.kind', i % 2 ? 'solution' : 'question')
	}
	return { ...counts, ...measureDocument(hub) }
}

function writeCard(person, i, counts) {
	const place = { x: (i % 30) * 260, y: Math.floor(i / 30) * 200, index: 'a1' }
	person.transact(() => putRecord(recordsOf(person), buildCard(String(i), place, { kind: 'obstacle', city: 'Bogotá' })))
	const text = textOf(recordsOf(person), `shape:${i}`)
	for (let at = 0; at < CARD_CHARACTERS; at++) {
		text.insert(text.length, 'the permit takes nine months '[at % 29])
		counts.keystrokes++
		if (at % Math.floor(CARD_CHARACTERS / CORRECTIONS_A_CARD) !== 0) continue
		text.delete(text.length - 1, 1)
		text.insert(text.length, 'e')
		counts.keystrokes += 2
	}
}

function moveCard(person, i, turn) {
	recordsOf(person)
		.get(`shape:${i}`)
		?.set('xy', [(turn * 13.25) % 4000, (turn * 7.5) % 3000])
}

/** Synchronises the documents of all people. */
function syncDocuments(people, hub) {
	for (const person of people) Y.applyUpdate(person, Y.encodeStateAsUpdate(hub, Y.encodeStateVector(person)), 'hub')
}

function measureDocument(hub) {
	const state = Y.encodeStateAsUpdate(hub)
	const start = performance.now()
	const loaded = new Y.Doc()
	recordsOf(loaded)
	Y.applyUpdate(loaded, state)
	const loadMs = performance.now() - start
	return {
		bytes: state.length,
		storedBytes: deflateRawSync(Y.encodeStateAsUpdateV2(hub)).length,
		liveBytes: Y.encodeStateAsUpdate(copyOf(hub)).length,
		loadMs,
	}
}

/** Returns a document with the same content, written in one transaction. */
export function copyOf(doc) {
	const copy = new Y.Doc()
	copy.transact(() => {
		for (const [id, record] of recordsOf(doc)) {
			const copyOfField = (value) => (value instanceof Y.Text ? new Y.Text(value.toString()) : value)
			recordsOf(copy).set(id, new Y.Map([...record].map(([key, value]) => [key, copyOfField(value)])))
		}
	})
	return copy
}
