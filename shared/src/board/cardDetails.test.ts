import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { imagePathsOf } from '../domain/BoardContent.ts'
import { type Records, recordsOf, textOf } from './boardDocument.ts'
import { buildCard, buildImage } from './buildRecords.ts'
import { CARD_IMAGE_FIELDS, readDetails } from './cardDetails.ts'
import { importRecords } from './importRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'
import { repairRecords } from './repairRecords.ts'
import { planCardRestore, rebuildBoard, restoreRecords } from './restoreBoard.ts'
import { revealRecords } from './revealRecords.ts'

const NOW = Date.UTC(2026, 5)

it('[DETAIL1] reads the details of a card, cut to their limits', () => {
	const createdAt = Date.UTC(2026, 4)
	expect(readDetails({ description: 'x'.repeat(9000), source: 'https://a.example', createdAt }, NOW)).toEqual({
		description: 'x'.repeat(4000),
		source: 'https://a.example',
		image: null,
		createdAt,
	})
})

it('[DETAIL1] ignores values of other types', () => {
	const nothing = { description: '', source: '', image: null, createdAt: null }
	expect(readDetails({}, NOW)).toEqual(nothing)
	for (const value of [null, 7, {}, ['x'], true, Number.NaN, -1, NOW * 2])
		expect(readDetails({ description: value, source: value, createdAt: value, image: value }, NOW)).toEqual(nothing)
})

const PATH = `/api/images/${'a'.repeat(40)}`
const AT = { x: 0, y: 0, index: 'a1' as never }

/** Creates a document with one card, which has an image. */
function withCard(): { doc: Y.Doc; records: Records } {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	putRecord(records, { ...buildCard('a', AT, { text: 'A' }, 'ana'), meta: { image: PATH, imageAlt: 'A queue' } })
	return { doc, records }
}
const imagesIn = (doc: Y.Doc) => readBoard(doc).cards.map(({ image }) => image)
const IMAGE = { path: PATH, alt: 'A queue' }

it('[DETAIL2] a card has the image of its record, which is counted once among the images of the board', () => {
	const { doc, records } = withCard()
	expect(imagesIn(doc)).toEqual([IMAGE])
	putRecord(records, buildImage('i', AT, { w: 1, h: 1, path: PATH, alt: '' }))
	expect(imagePathsOf(readBoard(doc))).toEqual([PATH])
})

it.each(['https://evil.example/a.png', `${PATH}/../../x`, `//evil.example${PATH}`, 7, null, { path: PATH }])(
	'[DETAIL2] the address %j is no image of a card, and is removed by a repair',
	(address) => {
		const { doc, records } = withCard()
		records.get('shape:a')?.set(CARD_IMAGE_FIELDS.path, address)
		expect(imagesIn(doc)).toEqual([undefined])
		expect(doc.transact(() => repairRecords(records, ['shape:a']))).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
		expect(records.get('shape:a')?.has(CARD_IMAGE_FIELDS.path)).toBe(false)
	},
)

it('[DETAIL2] an alt text that is too long is cut', () => {
	const { doc, records } = withCard()
	records.get('shape:a')?.set(CARD_IMAGE_FIELDS.alt, 'x'.repeat(600))
	doc.transact(() => repairRecords(records, ['shape:a']))
	expect(imagesIn(doc)).toEqual([{ path: PATH, alt: 'x'.repeat(500) }])
	expect(textOf(records, 'shape:a', 'imageAlt')?.length).toBe(500)
})

it('[DETAIL2] an image stays with its card in a reveal, an import, a restore and a rebuilt document', () => {
	const { doc, records } = withCard()
	const [revealed, imported, restored] = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
	revealRecords([doc], revealed, { withNames: false })
	importRecords(doc, imported)
	restoreRecords(restored, planCardRestore(restored, doc, ['shape:a']) ?? [])
	for (const copy of [revealed, imported, restored, rebuildBoard(doc)]) expect(imagesIn(copy)).toEqual([IMAGE])
	expect(doc.transact(() => repairRecords(records, ['shape:a']))).toEqual([])
})
