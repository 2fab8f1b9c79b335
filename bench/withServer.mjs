import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './contenders/freePort.mjs'

/**
 * Runs `use` with a fresh server of this contender, on an empty folder or on the content that
 * `fill` writes into it. Afterwards stops the server and removes the folder.
 * @param {object} contender
 * @param {(server: any) => Promise<any>} use
 * @param {(dataDir: string) => Promise<unknown>} [fill]
 */
export async function withServer(contender, use, fill = async () => undefined) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-bench-'))
	await fill(dataDir)
	const place = { port: await freePort(), dataDir }
	let server = await contender.start(place)
	const restart = async () => {
		const killedAt = Date.now()
		await server.stop('SIGKILL')
		server = await contender.start(place)
		return { killedAt, listensAt: Date.now() }
	}
	try {
		return await use({ ...server, restart, current: () => server })
	} finally {
		await server.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}
