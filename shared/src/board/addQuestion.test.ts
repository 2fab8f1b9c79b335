import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { addQuestion, countQuestions } from './addQuestion.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'
import { FIRST_INDEX } from './schema.ts'

const question = (text: string, card = 'shape:a') => ({ card, text, city: 'Lima', author: 'ben', now: Date.now() })

it('[GALLERY1] adds each question beside its card, linked to it, without overlaps', () => {
	const doc = new Y.Doc()
	putRecord(
		recordsOf(doc),
		buildCard('a', { x: 0, y: 0, index: FIRST_INDEX }, { kind: 'solution', text: 'One office' }),
	)
	const ids = [addQuestion(doc, question('Who pays?')), addQuestion(doc, question('Since when?'))]
	const { cards, links } = readBoard(doc, (author) => author)
	expect(cards.map(({ kind, text, author, city }) => [kind, text, author, city])).toEqual([
		['solution', 'One office', undefined, ''],
		['question', 'Who pays?', 'ben', 'Lima'],
		['question', 'Since when?', 'ben', 'Lima'],
	])
	expect(links.map(({ from, to, meaning }) => [from, to, meaning]).sort()).toEqual(
		ids.map((id) => [id, 'shape:a', 'relatesTo']).sort(),
	)
	const [first, second] = ids.map(
		(id) =>
			recordsOf(doc)
				.get(id ?? '')
				?.get('xy') as number[],
	)
	expect(first?.[0]).toBeGreaterThan(200)
	expect(Math.abs((second?.[1] ?? 0) - (first?.[1] ?? 0))).toBeGreaterThan(100)
	expect(countQuestions(doc, { card: 'shape:a', author: 'ben' })).toEqual({ count: 2, hasCard: true })
	expect(countQuestions(doc, { card: 'shape:b', author: 'ana' })).toEqual({ count: 0, hasCard: false })
	expect(addQuestion(doc, question('Where?', 'shape:gone'))).toBeNull()
})
