import { expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { readPage } from './facilitatorPresence.ts'

type Person = [client: number, role: 'facilitator' | 'participant', page: number | null, lastUpdated?: number]

/** The presence of these people at a board, with the pages of documents that they present. */
function presenceOf(people: readonly Person[]): Awareness {
	const awareness = new Awareness(new Y.Doc())
	awareness.destroy()
	for (const [client, role, page, lastUpdated = client] of people) {
		awareness.states.set(client, { user: { role }, ...(page && { page: { card: 'shape:a', number: page } }) })
		awareness.meta.set(client, { clock: 1, lastUpdated })
	}
	return awareness
}

it('[CASE7] the projector shows the page of the facilitator who was active last', () => {
	const people: Person[] = [
		[1, 'participant', 9],
		[2, 'facilitator', 4],
		[3, 'facilitator', 5],
		[4, 'facilitator', null],
	]
	expect(readPage(presenceOf(people))?.number).toBe(5)
	expect(readPage(presenceOf([...people, [5, 'facilitator', 7, 0]]))?.number).toBe(5)
	expect(readPage(presenceOf([[1, 'participant', 9]]))).toBeNull()
})
