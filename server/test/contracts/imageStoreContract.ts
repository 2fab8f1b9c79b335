import type { ImageId } from '@charrette/shared'
import { IMAGE_ID_PATTERN } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EncodedImage, ImageStore } from '../../dist/ports/ImageStore.js'

let made = 0

/** Creates a unique encoded image. Its bytes are arbitrary, since a store never decodes them. */
export function someImage(type: EncodedImage['type'] = 'image/jpeg'): EncodedImage {
	const bytes = (size: string) => new TextEncoder().encode(`${size} of image ${made}`)
	made++
	return {
		type,
		width: 1500,
		height: 900,
		full: bytes('the full one'),
		narrower: [{ width: 256, bytes: bytes('a small one') }],
	}
}

/**
 * The contract of every `ImageStore`. Each call of `open` opens the same store again, with its
 * images.
 */
export function imageStoreContract(name: string, open: () => Promise<ImageStore>): void {
	describe(`ImageStore: ${name}`, () => {
		let store: ImageStore
		beforeEach(async () => {
			store = await open()
		})
		afterEach(() => store.close())

		const bytesOf = async (id: ImageId, width?: 256 | 1024) => {
			const file = await store.get(id, width)
			return file && { type: file.type, bytes: [...file.bytes] }
		}

		it.each(['image/jpeg', 'image/png'] as const)('[IMG3] returns a stored image, as %s', async (type) => {
			const image = someImage(type)
			const id = await store.put(image)
			expect(id).toMatch(IMAGE_ID_PATTERN)
			expect(await bytesOf(id)).toEqual({ type, bytes: [...image.full] })
			expect(await bytesOf(id, 256)).toEqual({ type, bytes: [...(image.narrower[0]?.bytes ?? [])] })
		})

		it('[IMG3] returns the full size if it has no image of that width', async () => {
			const image = someImage()
			expect((await bytesOf(await store.put(image), 1024))?.bytes).toEqual([...image.full])
		})

		it('[IMG3] returns null for an unknown id', async () => {
			expect(await store.get('0'.repeat(40) as ImageId)).toBeNull()
			expect(await store.get('0'.repeat(40) as ImageId, 256)).toBeNull()
		})

		it('[IMG3] stores the same image once, also when it is put concurrently', async () => {
			const image = someImage()
			const ids = await Promise.all(Array.from({ length: 8 }, () => store.put(image)))
			expect(new Set([...ids, await store.put(image)]).size).toBe(1)
			expect(await store.put(someImage())).not.toBe(ids[0])
			expect((await bytesOf(ids[0] as ImageId))?.bytes).toEqual([...image.full])
		})

		it('[ERASE1] [CHECK1] lists images, knows whether the bytes of each match its id, and removes or sets aside single ones', async () => {
			const [removed, damaged, kept] = await Promise.all(
				[someImage(), someImage(), someImage()].map((one) => store.put(one)),
			)
			const listed = await store.list()
			expect(listed).toEqual(expect.arrayContaining([removed, damaged, kept]))
			expect(await store.isIntact(kept as ImageId)).toBe(true)
			expect(await store.isIntact('0'.repeat(40) as ImageId)).toBe(false)
			expect(await store.remove([removed as ImageId, '0'.repeat(40) as ImageId])).toBe(1)
			expect(await store.quarantine(damaged as ImageId)).toBe(true)
			expect(await store.quarantine(damaged as ImageId)).toBe(false)
			expect(await store.list()).toEqual(listed.filter((id) => id !== removed && id !== damaged))
			expect(await bytesOf(removed as ImageId)).toBeNull()
		})

		it('[DOCUMENT1] stores documents beside images, and never returns one as the other', async () => {
			const [image, pdf] = [await store.put(someImage()), new TextEncoder().encode(`%PDF-1.7 ${made}`)]
			const ids = await Promise.all([store.putDocument(pdf), store.putDocument(pdf)])
			const [id] = ids
			expect(ids).toEqual([id, id])
			expect([...((await store.getDocument(id)) ?? [])]).toEqual([...pdf])
			expect([await store.get(id), await store.get(id, 256), await store.getDocument(image)]).toEqual([
				null,
				null,
				null,
			])
			expect([await store.isIntact(id), (await store.list()).includes(id)]).toEqual([true, true])
			await store.close()
			store = await open()
			expect(await store.getDocument(id)).not.toBeNull()
			expect(await store.remove([id])).toBe(1)
			expect(await store.getDocument(id)).toBeNull()
		})

		it('[IMG3] has all images after it is closed and opened again, also pending ones', async () => {
			const images = [someImage(), someImage('image/png')]
			const putting = Promise.all(images.map((image) => store.put(image)))
			await store.close()
			store = await open()
			for (const [index, id] of (await putting).entries())
				expect((await bytesOf(id))?.bytes).toEqual([...(images[index]?.full ?? [])])
		})
	})
}
