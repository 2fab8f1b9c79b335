import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ImageId } from '@charrette/shared'
import { afterAll, expect, it } from 'vitest'
import { openFileImageStore, removeTempImages } from '../dist/adapters/images/FileImageStore.js'
import { StorageError } from '../dist/ports/StorageError.js'
import { imageStoreContract, someImage } from './contracts/imageStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'

const folder = makeDataDir()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

imageStoreContract('files', async () => openFileImageStore(folder))

it('[IMG3] serves nothing of an image whose write was interrupted, and stores it when it is uploaded again', async () => {
	const program = fileURLToPath(new URL('support/dieBeforeRename.mjs', import.meta.url))
	const interrupted = makeDataDir()
	expect(spawnSync(process.execPath, [program, interrupted]).signal).toBe('SIGKILL')
	expect(readdirSync(interrupted)).toEqual([expect.stringMatching(/^\.draft-/)])

	await removeTempImages(interrupted)
	const store = openFileImageStore(interrupted)
	const full = new Uint8Array(50_000).fill(7)
	const id = createHash('sha256').update(full).digest('hex').slice(0, 40) as ImageId
	expect(readdirSync(interrupted)).toEqual([])
	expect(await store.get(id)).toBeNull()
	expect(await store.put({ ...someImage(), full })).toBe(id)
	expect(readFileSync(join(interrupted, id, 'full.jpg'))).toEqual(Buffer.from(full))
	await store.close()
	rmSync(interrupted, { recursive: true })
})

it('[IMG3] rejects with a StorageError while the folder cannot be written', async () => {
	const gone = makeDataDir()
	const store = openFileImageStore(gone)
	rmSync(gone, { recursive: true })
	writeFileSync(gone, 'a file in its place')
	await expect(store.put(someImage())).rejects.toThrow(StorageError)
	rmSync(gone)
	await store.close()
})
