import {
	boardRoom,
	buildCard,
	buildImage,
	createId,
	FIRST_INDEX,
	type ImageId,
	imagePath,
	putRecord,
	recordsOf,
	type SnapshotId,
} from '@charrette/shared'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DocStore } from '../../dist/ports/DocStore.js'
import type { ImageReferences, ImageStore } from '../../dist/ports/ImageStore.js'
import type { SnapshotStore } from '../../dist/ports/SnapshotStore.js'
import { sweepImages } from '../../dist/workshops/images.js'
import { someImage } from './imageStoreContract.ts'

/** Empty stores, with ways to inspect their content. */
export interface SweepScene {
	docStore: DocStore
	snapshots: SnapshotStore
	images: ImageStore
	openReferences(): ImageReferences
	/** Returns the ids of the images that are not in the trash, or of all. */
	stored(): Promise<string[]>
	all(): Promise<string[]>
	damageLog(): Promise<void>
	close(): Promise<void>
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Longer than an image without references is kept. Each sweep starts a process. */
const EVERY_DAYS = 31
const log = pino({ level: 'silent' })

/** The images that a sweep keeps and removes. `open` gets the clock. */
export function imageSweepContract(name: string, open: (now: () => number) => Promise<SweepScene>): void {
	describe(`sweeps of images: ${name}`, () => {
		let scene: SweepScene
		let now: number
		let docStore: DocStore
		let snapshots: SnapshotStore
		let images: ImageStore

		beforeEach(async () => {
			now = Date.now()
			scene = await open(() => now)
			;({ docStore, snapshots, images } = scene)
		})
		afterEach(() => scene.close())

		/** Advances the clock by days, with a sweep every 31 days and at the end. */
		async function passDays(days: number): Promise<void> {
			for (let left = days; left > 0; left -= EVERY_DAYS) {
				now += Math.min(left, EVERY_DAYS) * DAY_MS
				const references = scene.openReferences()
				await sweepImages({ images, references, log })
				await references.close()
			}
		}

		/** Creates a board document with these images. */
		function boardWith(...ids: ImageId[]): Y.Doc {
			const doc = new Y.Doc()
			for (const [at, id] of ids.entries()) {
				const place = { x: 0, y: 0, index: FIRST_INDEX }
				putRecord(recordsOf(doc), buildImage(`i${at}`, place, { w: 3, h: 2, path: imagePath(id), alt: '' }))
			}
			return doc
		}

		const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc)
		const stored = async () => (await scene.stored()).sort()

		it('[IMG7] removes only images without references for thirty days, after thirty days in the trash', async () => {
			const [named, forgotten] = [await images.put(someImage()), await images.put(someImage('image/png'))]
			await docStore.append([{ room: boardRoom(createId()), update: stateOf(boardWith(named)) }])
			await passDays(30)
			expect(await stored()).toEqual([named, forgotten].sort())
			await passDays(1)
			expect(await stored()).toEqual([named])
			await passDays(29)
			expect(await scene.all()).toHaveLength(2)
			await passDays(3)
			expect(await scene.all()).toEqual([named])
			expect(await images.get(forgotten)).toBeNull()
			expect(await images.get(named)).not.toBeNull()
		})

		it('[IMG7] restores an image from the trash when it is read, uploaded or referenced again', async () => {
			const image = someImage()
			const [read, named] = [await images.put(someImage()), await images.put(someImage())]
			const put = await images.put(image)
			await passDays(31)
			expect(await stored()).toEqual([])
			expect((await images.get(read, 256))?.type).toBe('image/jpeg')
			expect(await images.put(image)).toBe(put)
			await docStore.append([{ room: boardRoom(createId()), update: stateOf(boardWith(named)) }])
			await passDays(1)
			expect(await stored()).toEqual([read, put, named].sort())
			await passDays(28)
			expect(await stored()).toEqual([read, put, named].sort())
		})

		it('[IMG7] counts from the last reference, so that a deletion can be undone for thirty days', async () => {
			const id = await images.put(someImage())
			const room = boardRoom(createId())
			const doc = boardWith(id)
			await docStore.append([{ room, update: stateOf(doc) }])
			await passDays(40)
			recordsOf(doc).clear()
			await docStore.append([{ room, update: stateOf(doc) }])
			// The log still refers to the image until it is compacted.
			await passDays(40)
			expect(await stored()).toEqual([id])
			await docStore.compact(room, async () => stateOf(doc))
			await docStore.append([{ room, update: Uint8Array.of(0, 0) }])
			await docStore.compact(room, async () => stateOf(doc))
			await passDays(30)
			expect(await stored()).toEqual([id])
			await passDays(1)
			expect(await stored()).toEqual([])
		})

		it('[IMG7] keeps images of snapshots and replaced documents', async () => {
			const [inSnapshot, inState] = [await images.put(someImage()), await images.put(someImage())]
			const snapshot = {
				id: createId() as string as SnapshotId,
				board: createId(),
				name: 'Day 1',
				at: now,
				cause: 'named',
			}
			await snapshots.add(snapshot as never, { state: Y.encodeStateAsUpdateV2(boardWith(inSnapshot)), fingerprint: '' })
			const room = boardRoom(createId())
			const doc = boardWith(inState)
			for (let turn = 0; turn < 2; turn++)
				await docStore.append([{ room: `${room}@2` as typeof room, update: stateOf(doc) }])
			await docStore.compact(`${room}@2` as typeof room, async () => stateOf(doc))
			await passDays(65)
			expect(await stored()).toEqual([inSnapshot, inState].sort())
		})

		it('[IMG7] [DETAIL2] keeps images of cards, in documents and snapshots', async () => {
			const [onCard, inSnapshot] = [await images.put(someImage()), await images.put(someImage())]
			const docWith = (id: ImageId) => {
				const doc = new Y.Doc()
				const card = buildCard('c', { x: 0, y: 0, index: FIRST_INDEX }, { text: 'A card' })
				putRecord(recordsOf(doc), { ...card, meta: { image: imagePath(id) } })
				return doc
			}
			await docStore.append([{ room: boardRoom(createId()), update: stateOf(docWith(onCard)) }])
			const snapshot = {
				id: createId() as string as SnapshotId,
				board: createId(),
				name: 'Day 1',
				at: now,
				cause: 'named',
			}
			await snapshots.add(snapshot as never, { state: Y.encodeStateAsUpdateV2(docWith(inSnapshot)), fingerprint: '' })
			await passDays(65)
			expect(await stored()).toEqual([onCard, inSnapshot].sort())
		})

		it('[IMG7] removes nothing while a possible reference is damaged', async () => {
			const id = await images.put(someImage())
			await docStore.append([{ room: boardRoom(createId()), update: stateOf(boardWith(id)) }])
			await scene.damageLog()
			await passDays(65)
			expect(await stored()).toEqual([id])
		})
	})
}
