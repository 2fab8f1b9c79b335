import {
	buildCard,
	buildCluster,
	FIRST_INDEX,
	type ParticipantId,
	putRecord,
	readBoard,
	recordsOf,
} from '@charrette/shared'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { ApiError } from '../connection/http.ts'
import { createImageUploads } from './imageUploads.ts'
import { createUndoHistory } from './undoHistory.ts'

const PATH = `/api/images/${'a'.repeat(40)}`
const DOCUMENT = `/api/documents/${'d'.repeat(40)}`
const rect = { x: 10, y: 20, w: 300, h: 200 }
const file = new File(['x'], 'market.png', { type: 'image/png' })
const target = { type: 'board' as const, rect, cluster: null }
const image = { file, target, preview: null }

function openUploads() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const undo = createUndoHistory(records)
	const send = vi.fn(async () => ({ path: PATH, width: 300, height: 200, type: 'image/png' as const }))
	const sendDocument = vi.fn(async () => ({ path: DOCUMENT, bytes: 3 }))
	const access = { canWrite: true }
	const uploads = createImageUploads({
		records,
		undo,
		author: 'ana' as ParticipantId,
		canWrite: () => access.canWrite,
		flush: () => {},
		send,
		sendDocument,
	})
	return { doc, records, undo, send, sendDocument, access, uploads, images: () => readBoard(doc).images }
}

describe('image uploads', () => {
	let board: ReturnType<typeof openUploads>
	beforeEach(() => {
		board = openUploads()
	})

	it('[IMP8] puts a photo of notes on paper behind everything else, with its alt text', async () => {
		const note = buildCard('a', { x: 0, y: 0, index: FIRST_INDEX }, { kind: 'obstacle', text: 'Rain' })
		putRecord(board.records, note)
		await board.uploads.add([{ ...image, target: { ...target, backdrop: { alt: 'Notes' } } }])
		expect(board.images()).toMatchObject([{ alt: 'Notes' }])
		const photo = board.records.get(board.images()[0]?.id ?? '')
		expect(String(photo?.get('index')) < FIRST_INDEX).toBe(true)
	})

	it('[CASE1] a PDF file becomes a case study with its first page, its file, title and city', async () => {
		const document = {
			file: new File(['%PDF'], 'plan.pdf'),
			name: 'plan.pdf',
			title: 'The plan',
			pages: 3,
			city: 'Dakar',
		}
		await board.uploads.add([{ ...image, document }])
		expect(board.sendDocument).toHaveBeenCalledWith(expect.objectContaining({ blob: document.file }))
		expect(readBoard(board.doc).cards).toMatchObject([
			{
				kind: 'case',
				text: 'The plan',
				city: 'Dakar',
				image: { path: PATH, alt: 'plan.pdf' },
				document: { path: DOCUMENT, name: 'plan.pdf', pages: 3 },
			},
		])
		expect(board.images()).toEqual([])
	})

	it('[IMG6a] images that were added together are inserted in one undo step, without a canvas', async () => {
		const { uploads, undo, images, records } = board
		const added = uploads.add([image, { ...image, target: { ...target, rect: { ...rect, x: 400 } } }])
		expect(uploads.isRunning()).toBe(true)
		await added
		expect(images()).toMatchObject([{ path: PATH }, { path: PATH }])
		expect([...records.values()].map((record) => record.get('meta.author'))).toEqual(['ana', 'ana'])
		expect(uploads.list.get()).toEqual([])
		expect(undo.count.get().undo).toBe(1)
		undo.undo()
		expect(images()).toEqual([])
	})

	it('[IMG6] an image stays in the cluster that it was dropped on, unless the cluster is gone', async () => {
		const { uploads, records, images } = board
		putRecord(records, buildCluster('law', { x: 0, y: 0, index: FIRST_INDEX }, { title: 'Law', w: 600, h: 600 }))
		await uploads.add([{ ...image, target: { ...target, cluster: { id: 'shape:law', x: 10, y: 20 } } }])
		await uploads.add([{ ...image, target: { ...target, cluster: { id: 'shape:gone', x: 10, y: 20 } } }])
		expect(images().map(({ cluster }) => cluster)).toEqual(expect.arrayContaining(['shape:law', undefined]))
		expect(images()).toHaveLength(2)
	})

	it('[IMG6a] a refused upload says why and can be retried', async () => {
		const { uploads, access, send, images } = board
		send.mockRejectedValueOnce(new ApiError('damaged_picture', 'damaged'))
		await uploads.add([image])
		expect(uploads.list.get()).toMatchObject([{ step: { type: 'failed', code: 'damaged_picture' } }])
		expect(uploads.isRunning()).toBe(false)
		access.canWrite = false
		const [upload] = uploads.list.get()
		await uploads.retry(upload?.id ?? '')
		expect(uploads.list.get()).toMatchObject([{ step: { type: 'failed', code: 'view_only' } }])
		access.canWrite = true
		await uploads.retry(upload?.id ?? '')
		expect(images()).toHaveLength(1)
	})

	it('[DETAIL2] an image for a card becomes its image in one undo step, in place of the former one', async () => {
		const { uploads, undo, records, doc } = board
		const card = buildCard('a', { x: 0, y: 0, index: FIRST_INDEX }, { text: 'A' })
		const former = { path: `/api/images/${'b'.repeat(40)}`, alt: 'A queue' }
		putRecord(records, { ...card, meta: { image: former.path, imageAlt: former.alt } })
		const ofCard = () => readBoard(doc).cards[0]?.image
		await uploads.add([{ file, preview: null, target: { type: 'card', card: card.id } }])
		expect(ofCard()).toEqual({ path: PATH, alt: '' })
		expect([uploads.list.get(), readBoard(doc).images]).toEqual([[], []])
		undo.undo()
		expect(ofCard()).toEqual(former)
	})

	it('[DETAIL2] of two images for one card the later one is sent; for a card that is gone the upload fails', async () => {
		const { uploads, records, doc, send } = board
		const card = buildCard('a', { x: 0, y: 0, index: FIRST_INDEX }, { text: 'A' })
		putRecord(records, card)
		const toCard = { preview: null, target: { type: 'card' as const, card: card.id } }
		const [first] = [uploads.add([{ ...toCard, file }]), uploads.add([{ ...toCard, file }])]
		await first
		await expect.poll(() => readBoard(doc).cards[0]?.image).toEqual({ path: PATH, alt: '' })
		expect(send).toHaveBeenCalledTimes(1)
		records.delete(card.id)
		await uploads.add([{ ...toCard, file }])
		expect(uploads.list.get()).toMatchObject([{ step: { type: 'failed', code: 'card_gone' } }])
		expect(readBoard(doc).cards).toEqual([])
	})

	it('[IMG6] an upload that is cancelled inserts nothing', async () => {
		const { uploads, images } = board
		const added = uploads.add([image])
		uploads.close()
		await added
		expect(images()).toEqual([])
		expect(uploads.list.get()).toEqual([])
	})
})
