import sharp from 'sharp'
import { expect, it, vi } from 'vitest'
import { type AbuseScene, openAbuseScene } from '../support/abuse.ts'
import { ask, inParallel, type RawResponse, tally } from '../support/attacks.ts'
import { call } from '../support/call.ts'
import { makeZip } from '../support/makeZip.ts'
import { createRandom } from '../support/randomEdits.ts'

/* Files that are expensive to read, in large numbers. */

vi.setConfig({ testTimeout: 180_000 })

const MB = 1024 * 1024

/** Sends bytes as a body; the code of the answer is empty on success. */
function upload(url: string, token: string, bytes: Uint8Array | string, type = 'text/plain'): Promise<RawResponse> {
	const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
	return ask(url, { method: 'POST', headers, body: bytes })
}

const importPath = ({ url, board }: AbuseScene, name: string) =>
	`${url}/api/boards/${board}/import?name=${encodeURIComponent(name)}`

const zeros = (megabytes: number) => Buffer.alloc(megabytes * MB)

/** Returns files that are small or look harmless, but are expensive to read. */
function bombs(): [string, string, Uint8Array | string][] {
	const sheet = (cells: string) =>
		makeZip([
			{ name: 'xl/worksheets/sheet1.xml', bytes: cells },
			{ name: '[Content_Types].xml', bytes: '' },
		])
	const nestedZip = (depth: number): Uint8Array =>
		depth === 0
			? makeZip([{ name: 'a.csv', bytes: zeros(8) }])
			: makeZip([{ name: 'inner.zip', bytes: nestedZip(depth - 1) }])
	return [
		['a heading of 5,000 spaces', 'a.txt', `# ${' '.repeat(5000)}x`],
		['lists of 200,000 spaces', 'a.md', `- ${' '.repeat(200_000)}\n`.repeat(20)],
		['quotes alone, 20 MB', 'a.csv', '"'.repeat(20 * MB)],
		['commas alone, 10 MB', 'a.csv', ','.repeat(10 * MB)],
		['lines alone, 10 MB', 'a.csv', '\n'.repeat(10 * MB)],
		['brackets, 5 MB', 'a.json', '['.repeat(5 * MB)],
		['a text of 40 MB', 'a.json', `{"format":"charrette.board","formatVersion":2,"x":"${'x'.repeat(40 * MB)}"}`],
		['an archive that unpacks to 300 MB', 'a.zip', makeZip([{ name: 'a.csv', bytes: zeros(300) }])],
		['archives in archives', 'a.zip', nestedZip(6)],
		[
			'an archive of 5,000 files',
			'a.zip',
			makeZip(Array.from({ length: 5000 }, (_, n) => ({ name: `${n}.csv`, bytes: 'a' }))),
		],
		['an archive that lies about sizes', 'a.zip', makeZip([{ name: 'a.csv', bytes: zeros(60), promises: 10 }])],
		['names that lead out', 'a.zip', makeZip([{ name: '../../etc/cron.d/x', bytes: 'a,b' }])],
		[
			'entities in a workbook',
			'a.xlsx',
			sheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sheetData>&b;</sheetData>'),
		],
		['tags without end', 'a.xlsx', sheet('<c>'.repeat(500_000))],
		['no text at all', 'a.bin', zeros(5)],
	]
}

it('[IMP3] each of fifteen import bombs is refused or read within its limits', async () => {
	const scene = await openAbuseScene()
	await scene.attack('import bombs', async () => {
		for (const [name, file, bytes] of bombs()) {
			const { status, code } = await upload(importPath(scene, file), scene.mallory.token, bytes)
			expect(status < 500 || code === 'busy', `${name}: ${status} ${code}`).toBe(true)
		}
	})
})

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

it('[IMP3] twelve files of 45 MB at once are read one after another, or refused for now', async () => {
	const scene = await openAbuseScene()
	const line = `${'x'.repeat(200)},Wuhan\n`
	const file = line.repeat((45 * MB) / line.length)
	await scene.attack('12 parallel imports of 45 MB', async () => {
		const answers = await inParallel(12, 12, () => upload(importPath(scene, 'a.csv'), scene.mallory.token, file))
		const codes = answers.map(({ code }) => code)
		for (const code of codes)
			expect(['', 'busy', 'closed', 'too_much_inside', 'invalid_input', 'too_many_records', 'over_limit']).toContain(
				code,
			)
		expect(codes.filter((code) => code === 'busy' || code === 'closed').length).toBeGreaterThan(0)
	})
})

it('[HTTP3] uploads of noise in a loop end at the budget of the workshop', async () => {
	const scene = await openAbuseScene()
	const random = createRandom(7)
	const side = 700
	const noise = await inParallel(6, 2, async () => {
		const data = Buffer.from(Uint8Array.from({ length: side * side * 3 }, () => random.below(256)))
		return sharp(data, { raw: { width: side, height: side, channels: 3 } })
			.jpeg({ quality: 100 })
			.toBuffer()
	})
	await scene.attack('images in a loop', async () => {
		const path = `${scene.url}/api/boards/${scene.board}/images`
		const answers = await inParallel(48, 12, (n) => {
			const bytes = Buffer.from(noise[n % noise.length] ?? Buffer.alloc(0))
			// A different image each time. Bytes after the end would be ignored, so a byte of the data is
			// changed.
			bytes[bytes.length - 1000 - n] = n
			return upload(path, scene.mallory.token, bytes, 'image/jpeg')
		})
		for (const { status, code } of answers) expect(status < 500 || code === 'busy', `${status} ${code}`).toBe(true)
	})
})

it('[IMG4] files that are not images, and images with too many pixels, are refused', async () => {
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

it('[IMP3] aborted uploads leave no memory in use', async () => {
	const scene = await openAbuseScene()
	await scene.attack('uploads that stop half way', async () => {
		await inParallel(30, 15, async () => {
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
	})
})

it('[EXP2] requests for typefaces of all of Unicode in a loop are answered or refused', async () => {
	const scene = await openAbuseScene()
	await scene.attack('typefaces in a loop', async () => {
		const answers = await inParallel(20, 20, async (n) => {
			const start = 0x4e00 + n * 400
			const characters = String.fromCodePoint(...Array.from({ length: 1000 }, (_, i) => start + i))
			const body = { characters, weight: 400, format: 'woff2' }
			const { status, text } = await call(scene.url, '/api/fonts', { token: scene.mallory.token, body })
			return status < 400 ? 'done' : (JSON.parse(text) as { error: { code: string } }).error.code
		})
		for (const code of Object.keys(tally(answers))) expect(['done', 'busy', 'too_many_tries']).toContain(code)
	})
})

it('[SHARE2] guesses of share links are slowed down, and do not lock out others', async () => {
	const scene = await openAbuseScene()
	await scene.attack('wrong share links', async () => {
		const statuses = await inParallel(400, 20, async (n) => {
			const { status } = await ask(`${scene.url}/s/${'A'.repeat(28)}${String(n).padStart(4, '0')}`)
			return status
		})
		for (const status of Object.keys(tally(statuses))) expect(['404', '429', '503']).toContain(status)
	})
})
