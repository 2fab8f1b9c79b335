import { compareBoards } from '@charrette/shared'
import { expect, test } from 'vitest'
import type { RecordAttribution } from '../../dist/ports/DocStore.js'
import { attributeChanges } from '../../dist/workshops/history/compareSnapshots.js'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'

/** Returns the attributions of one card that many people edited in turn, again and again. */
function editedByMany(size: number): RecordAttribution[] {
	const author = (n: number) => `p${n % (size / 2)}`
	return Array.from({ length: size }, (_, n) => {
		return { record: 'shape:c', aspect: 'words', author: author(n), at: n } as RecordAttribution
	})
}

test('[COST1] twice as many edits of a card by twice as many people take twice the steps to attribute', async () => {
	const content = (text: string) => {
		return { cards: [{ id: 'shape:c', kind: 'note' as const, text, city: '' }], links: [], clusters: [], images: [] }
	}
	const changes = compareBoards(content('before'), content('after'))
	const attribute = (edits: RecordAttribution[]) => attributeChanges(changes, edits, { participants: [] })
	expect(await growthOf(400, editedByMany, attribute)).toBeLessThanOrEqual(MAX_GROWTH)
})
