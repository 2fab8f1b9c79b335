import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './freePort.ts'
import { until } from './until.ts'

/** Starts Apertium's own server, with the languages of this machine. The caller stops it. */
export async function startApertium(): Promise<{ url: string; stop(): Promise<void> }> {
	const port = await freePort()
	const url = `http://127.0.0.1:${port}`
	const child = spawn('apertium-apy', ['-p', String(port), '/usr/share/apertium/modes'], { stdio: 'ignore' })
	const ended = once(child, 'close')
	await until('Apertium answers', async () => (await fetch(`${url}/listPairs`).catch(() => null))?.ok === true)
	return {
		url,
		async stop() {
			child.kill()
			await ended
		},
	}
}
