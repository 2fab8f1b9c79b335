import sharp from 'sharp'
import { expect, it, vi } from 'vitest'
import { type AbuseScene, openAbuseScene } from '../support/abuse.ts'
import { ask, inParallel, type RawResponse, tally } from '../support/attacks.ts'
import { call } from '../support/call.ts'

/* Files that are dear to read, and many of them. */

vi.setConfig({ testTimeout: 180_000 })

const MB = 1024 * 1024

/** Sends bytes as a body; the answer's code is empty if all went well. */
function upload(url: string, token: string, bytes: Uint8Array | string, type = 'text/plain'): Promise<RawResponse> {
	const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
	return ask(url, { method: 'POST', headers, body: bytes })
}

const importPath = ({ url, board }: AbuseScene, name: string) =>
	`${url}/api/boards/${board}/import?name=${encodeURIComponent(name)}`

const zeros = (megabytes: number) => Buffer.alloc(megabytes * MB)

it('[IMP3] a file that is sent as JSON is read as a file', async () => {
	const scene = await openAbuseScene()
	const cards = {
		cards: Array.from({ length: 900 }, (_, n) => ({ id: `c${n}`, kind: 'note', text: 'x'.repeat(400), city: '' })),
	}
	const json = JSON.stringify({
		format: 'charrette.board',
		formatVersion: 1,
		board: { title: 'b' },
		...cards,
		links: [],
		clusters: [],
	})
	expect(json.length).toBeGreaterThan(256 * 1024)
	await scene.attack('an import as application/json', async () => {
		const { status, code } = await upload(importPath(scene, 'a.json'), scene.mallory.token, json, 'application/json')
		expect([status, code]).toEqual([200, ''])
	})
})

it('[IMG4] images that are none, and bombs of pixels', async () => {
	const scene = await openAbuseScene()
	const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'red' } })
		.png()
		.toBuffer()
	const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
	await scene.attack('images that are none', async () => {
		const path = `${scene.url}/api/boards/${scene.board}/images`
		const files = [bomb, Buffer.from(svg), zeros(14), bomb.subarray(0, 2000), zeros(16), Buffer.from('GIF89a')]
		const answers = await inParallel(60, 10, (n) =>
			upload(path, scene.mallory.token, files[n % files.length] ?? svg, 'image/png'),
		)
		const codes = Object.keys(tally(answers.map(({ code }) => code)))
		for (const code of codes)
			expect(['busy', 'closed', 'damaged_picture', 'not_a_picture', 'too_large', 'too_many_pixels']).toContain(code)
	})
})

it('[IMP3] uploads that stop half way hold no memory', async () => {
	const scene = await openAbuseScene()
	await scene.attack(
		'uploads that stop half way',
		async () => {
			await inParallel(60, 20, async () => {
				const controller = new AbortController()
				let sent = 0
				const body = new ReadableStream({
					pull(stream) {
						sent += MB
						if (sent > 10 * MB) controller.abort()
						else stream.enqueue(new Uint8Array(MB))
					},
				})
				const headers = { Authorization: `Bearer ${scene.mallory.token}` }
				const init = { method: 'POST', headers, body, duplex: 'half', signal: controller.signal } as RequestInit
				await fetch(importPath(scene, 'a.csv'), init).catch(() => null)
			})
			const { status } = await call(scene.url, '/api/client')
			expect(status).toBe(200)
		},
		{ grownBytes: 250 * MB },
	)
})

it('[EXP2] typefaces for all of Unicode, over and over', async () => {
	const scene = await openAbuseScene()
	await scene.attack(
		'typefaces in a loop',
		async () => {
			const answers = await inParallel(40, 20, async (n) => {
				const start = 0x4e00 + n * 400
				const characters = String.fromCodePoint(...Array.from({ length: 3000 }, (_, i) => start + i))
				const body = { characters, weight: 400, format: 'woff2' }
				const { status, text } = await call(scene.url, '/api/fonts', { token: scene.mallory.token, body })
				return status < 400 ? 'done' : (JSON.parse(text) as { error: { code: string } }).error.code
			})
			for (const code of Object.keys(tally(answers))) expect(['done', 'busy', 'too_many_tries']).toContain(code)
		},
		{ grownBytes: 300 * MB },
	)
})

it('[SHARE2] links of shared pages cannot be tried fast enough, and lock out nobody', async () => {
	const scene = await openAbuseScene()
	await scene.attack('wrong share links', async () => {
		const statuses = await inParallel(1000, 20, async (n) => {
			const { status } = await ask(`${scene.url}/s/${'A'.repeat(28)}${String(n).padStart(4, '0')}`)
			return status
		})
		for (const status of Object.keys(tally(statuses))) expect(['404', '429', '503']).toContain(status)
	})
})
