import { createRandom } from './createRandom.mjs'
import { Person } from './Person.mjs'
import { until } from './until.mjs'
import { Y } from './yjs.mjs'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const WORDS =
	'permit office nine months land owner buses water street market budget mayor council nobody knows why plan drawing school river flood roof heat tax loan engineer data survey trust vote shade bridge tender delay'.split(
		' ',
	)
const WORDS_A_CARD = 4
/**
 * Far fewer bytes than a card takes: a state with fewer bytes per card than this is not the board.
 */
const MIN_CARD_BYTES = 60

/**
 * Puts a board of `cards` cards into a room, and waits until the room sends it back. Returns the
 * person who did, still connected: a server without a disk forgets a room that everybody has left,
 * so that person stays until others have joined.
 */
export async function seedBoard(endpoint, cards) {
	// A state that is cached for a herd may be older than the board, which then follows as an update.
	const onUpdate = (person, frame) => {
		person.stateBytes += frame.length
	}
	const seeder = new Person(endpoint, 0, { onUpdate })
	seeder.doc = boardOf(cards)
	seeder.connect()
	const isThere = await until(
		() => {
			if (seeder.stateBytes >= cards * MIN_CARD_BYTES) return true
			seeder.stateBytes = 0
			if (seeder.syncedAt !== null) seeder.ask()
			return false
		},
		60_000,
		50,
	)
	if (isThere) return seeder
	seeder.leave()
	throw new Error(`the board of ${cards} cards did not get into ${endpoint.url}`)
}

/**
 * Builds a board as a document stores it, about 150 bytes per card. Its ids and words vary, so that
 * it deflates no better than a real board; every contender gets the same one.
 */
function boardOf(count) {
	const random = createRandom(count)
	const doc = new Y.Doc()
	const records = doc.getMap('records')
	const idOf = () => Array.from({ length: 16 }, () => ALPHABET[random(62)]).join('')
	doc.transact(() => {
		for (let i = 0; i < count; i++) {
			const kind = ['obstacle', 'solution', 'case', 'question'][random(4)]
			const card = new Y.Map(Object.entries({ type: 'card', xy: [random(8000), random(6000)], 'props.kind': kind }))
			card.set('text', new Y.Text(Array.from({ length: WORDS_A_CARD }, () => WORDS[random(WORDS.length)]).join(' ')))
			records.set(`shape:${idOf()}`, card)
		}
	})
	return doc
}
