/*
 * Puts an image into a store on disk, and is killed when the file is about to be renamed into
 * place.
 */
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

fs.rename = async () => process.kill(process.pid, 'SIGKILL')
syncBuiltinESMExports()

const { openFileImageStore } = await import('../../dist/adapters/images/FileImageStore.js')
const store = await openFileImageStore(process.argv[2])
const bytes = new Uint8Array(50_000).fill(7)
await store.put({ type: 'image/jpeg', width: 300, height: 200, full: bytes, narrower: [{ width: 256, bytes }] })
