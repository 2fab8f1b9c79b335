import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { isRightToLeft, stripUnprintable } from '@charrette/shared'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, join } from './support/call.ts'
import type { ExportScene } from './support/exportScene.ts'
import { DETAILS, setExportScene, TEXTS } from './support/exportScene.ts'
import { makeZip } from './support/makeZip.ts'
import { convertWithOffice, describeWith, runProgram } from './support/programs.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let scene: ExportScene
beforeAll(async () => {
	server = await startServer()
	scene = await setExportScene(server)
})
afterAll(() => server.stop())

const ofSession = () => `/api/sessions/${scene.opened.workshop.sessions[0]?.id}/report`
const firstBoard = () => scene.opened.workshop.sessions[0]?.boards[0]?.id ?? ''
const ofWorkshop = () => `/api/workshops/${scene.opened.workshop.id}/report`

/** Requests a report, with images of boards if a ZIP is given. */
async function report(path: string, query: string, zip?: Uint8Array<ArrayBuffer>) {
	const method = zip ? 'POST' : 'GET'
	const headers = {
		Authorization: `Bearer ${scene.opened.token}`,
		...(zip ? { 'Content-Type': 'application/zip' } : {}),
	}
	const response = await fetch(`${server.url + path}?${query}`, { method, headers, body: zip ?? null })
	return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

async function htmlOf(query = '', path = ofSession()): Promise<string> {
	const { status, bytes } = await report(path, `format=html${query}`)
	expect(status).toBe(200)
	return bytes.toString('utf8')
}

/** Returns the text of a page as a browser shows it. */
function shown(html: string): string {
	const body = html
		.slice(html.indexOf('<body>'))
		.replace(/<\/?[ab]\b[^>]*>/g, '')
		.replace(/<[^>]*>/g, '\n')
	const signs: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }
	return body.replace(/&(lt|gt|amp|quot|#39);/g, (_, sign: string) => signs[sign] ?? '')
}

const imageOf = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: '#d8f2e7' } })
const zipped = (files: Record<string, Uint8Array>) => new Uint8Array(zipSync(files, { level: 9 }))

describe('[REP1] a report as HTML', () => {
	it('has the full text of every card, and every solution, vote, city and participant', async () => {
		const words = shown(await htmlOf())
		expect(missingIn(words, (text) => stripUnprintable(text).trim())).toEqual([])
		for (const expected of ['Group 1', '哪个先？', 'Ana “la jefa”', '# 许可 & “permits”', 'Bogotá', '队列'])
			expect(words).toContain(expected)
		expect(words).toMatch(/What won[\s\S]*Contents[\s\S]*许可太慢[\s\S]*Addresses → Nobody knows who signs/)
	})

	it('[DETAIL2] [REACT1] has the details, the reactions and the image of each card, the same in Word', async () => {
		const page = await htmlOf()
		for (const text of [
			'Empty clusters: Untitled cluster.',
			'👍 2 · 💡 1',
			'详情: no <b>',
			`Source: ${DETAILS.source}`,
		])
			expect(shown(page)).toContain(text)
		expect(page).toMatch(
			/<div class="card [^>]*>(?:(?!<div class="card ).)*<img src="data:image\/png;base64,[^"]+" alt="Fila, &quot;9&quot; h"/s,
		)
		const files = unzipSync(new Uint8Array((await report(ofSession(), 'format=docx')).bytes))
		const word = strFromU8(files['word/document.xml'] ?? new Uint8Array())
		for (const text of ['descr="Fila, &quot;9&quot; h"', '👍 2 · 💡 1', 'Empty clusters: Untitled cluster.'])
			expect(word).toContain(text)
		expect(Object.keys(files).filter((name) => name.startsWith('word/media/'))).toHaveLength(2)
	})

	it('is in the requested language', async () => {
		expect(shown(await htmlOf('&locale=zh-CN', ofWorkshop()))).toContain('多座城市的共同障碍')
		expect(shown(await htmlOf('&locale=fr', ofWorkshop()))).toContain('Ce qui reste sans solution')
	})

	it('has its date in the requested time zone, like every file', async () => {
		// The zones are 26 hours apart, so their days always differ.
		const days = ['Pacific/Kiritimati', 'Etc/GMT+12'].map((zone) => `&zone=${encodeURIComponent(zone)}`)
		const [east = '', west = ''] = await Promise.all(days.map(async (zone) => shown(await htmlOf(zone))))
		const day = /\w+ \d+, 20\d\d/
		expect(day.exec(east)?.[0]).toMatch(day)
		expect(day.exec(east)?.[0]).not.toBe(day.exec(west)?.[0])
	})

	it('[REP2] has no elements from texts, and loads nothing', async () => {
		const html = await htmlOf()
		const tags = new Set([...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()))
		for (const foreign of ['script', 'iframe', 'object', 'link', 'form']) expect(tags).not.toContain(foreign)
		const images = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag)
		expect(images).toHaveLength(2)
		for (const tag of images)
			expect(tag).toMatch(/^<img src="data:image\/png;base64,[\w+/=]+" alt="[^"<]*" width="60" height="40">$/)
		// Links are followed only on a click (REP5a).
		const rest = html
			.replace(/src="data:[^"]*"/g, '')
			.replace(/<a href="[^"#]+" target="_blank" rel="noopener noreferrer">/g, '')
		expect(rest).not.toMatch(/(?:src|href)="(?!#)/)
		expect(html).toContain('Content-Security-Policy" content="default-src &#39;none&#39;')
	})
})

describe('[REP3] named people', () => {
	it('are absent without the option; in an anonymous workshop participants are named, but not authors', async () => {
		const writer = '李'
		expect((await htmlOf()).split('Ana “la jefa”').length).toBeGreaterThan(2)
		const nameless = await htmlOf('&authors=0')
		expect([nameless.includes('Ana'), nameless.includes(writer)]).toEqual([false, false])
		await scene.run({ type: 'anonymity.set', isAnonymous: true })
		expect((await htmlOf()).split('Ana “la jefa”')).toHaveLength(2)
		await scene.run({ type: 'anonymity.set', isAnonymous: false })
	})

	it('are an option of facilitators', async () => {
		const { token } = await join(server.url, scene.opened.joinCode, 'Guest')
		for (const path of [ofSession(), ofWorkshop()])
			expect((await call(server.url, `${path}?format=html`, { token })).status).toBe(403)
		expect((await report('/api/sessions/none/report', 'format=html')).status).toBe(404)
		expect((await report(ofSession(), 'format=pdf')).status).toBe(400)
	})
})

describe('[REP4] images of boards', () => {
	it('are in the report, whatever their file names', async () => {
		const [png, jpeg] = await Promise.all([imageOf(900, 500).png().toBuffer(), imageOf(300, 700).jpeg().toBuffer()])
		const { status, bytes } = await report(
			ofSession(),
			'format=html',
			zipped({ [`${scene.board}.jpg`]: png, [`${firstBoard()}.jpg`]: jpeg }),
		)
		expect(status).toBe(200)
		expect(bytes.toString('utf8')).toContain(`src="data:image/png;base64,${png.toString('base64')}"`)
	})

	const picture = Buffer.from('no picture')
	it.each<[string, () => Uint8Array<ArrayBuffer>, string]>([
		['of no board here', () => zipped({ 'other.png': picture }), 'invalid_input'],
		['in a folder', () => zipped({ [`x/${scene.board}.png`]: picture }), 'invalid_input'],
		['that are none', () => zipped({ [`${scene.board}.png`]: picture }), 'not_a_picture'],
		['in no ZIP', () => new Uint8Array(9000), 'invalid_input'],
		[
			'cut off',
			() =>
				zipped({ [`${firstBoard()}.png`]: picture, [`${scene.board}.png`]: Buffer.alloc(100_000, 'a1b2') }).slice(
					0,
					200,
				),
			'invalid_input',
		],
		[
			'that unpack without end',
			// Not `zipped`, which blocks for so long that the connection of the previous request is
			// closed meanwhile.
			() => Buffer.from(makeZip([{ name: `${scene.board}.png`, bytes: new Uint8Array(61 * 1024 * 1024) }])),
			'too_large',
		],
	])('%s are rejected', async (_, zip, code) => {
		const { bytes } = await report(ofSession(), 'format=html', zip())
		expect(JSON.parse(bytes.toString('utf8')).error.code).toBe(code)
	})
})

describeWith(['unzip', 'xmllint', 'soffice', 'pdftotext'], '[REP1] a report as Word', () => {
	let folder = ''
	beforeAll(() => {
		folder = mkdtempSync(joinPath(tmpdir(), 'charrette-report-'))
	})
	afterAll(() => rmSync(folder, { recursive: true, force: true }))

	it('has the same content as HTML, as LibreOffice renders it', async () => {
		const png = await imageOf(900, 500).png().toBuffer()
		const whole = await report(ofSession(), 'format=docx', zipped({ [`${scene.board}.png`]: png }))
		const board = await scene.take('docx')
		const files = [whole.bytes, board.bytes].map((bytes, number) => {
			const path = joinPath(folder, `${number}.docx`)
			writeFileSync(path, bytes)
			return path
		})
		for (const file of files) {
			await runProgram('unzip', ['-tq', file])
			const xml = await runProgram('unzip', ['-p', file, 'word/document.xml'])
			writeFileSync(joinPath(folder, 'document.xml'), xml)
			const words = await runProgram('xmllint', ['--xpath', 'string(/)', joinPath(folder, 'document.xml')])
			expect(missingIn(words, (text) => stripUnprintable(text).trim().replaceAll('\n', ''))).toEqual([])
			const named = (name: RegExp) => [...xml.toString().matchAll(name)].map(([, found]) => found)
			const marks = named(/<w:bookmarkStart[^>]*w:name="([^"]+)"/g)
			for (const anchor of named(/w:anchor="([^"]+)"/g)) expect(marks).toContain(anchor)
		}
		for (const [number, pdf] of (await convertWithOffice(files, 'pdf', folder)).entries()) {
			const pages = await runProgram('pdftotext', ['-raw', pdf, '-'])
			const words = unspaced(pages.replace(RUNNING_LINES, ''))
			const missing = missingIn(words, (text) => (isRightToLeft(text) ? '' : unspaced(text)))
			expect(missing).toEqual([])
			// The table of contents is filled in, after the first pages. A document of a single board has
			// none.
			const listed = /^\f?(?:.*\n)?Contents\nVotes\nBoard by board\nPlenary\nParticipants\n/m.test(pages)
			expect(listed).toBe(number === 0)
		}
	})
})

/** The header and the number of a page, which interrupt text across pages. */
const RUNNING_LINES = /^\f?(?:Urban innovation · .*|\d+ \/ \d+)$/gm

/**
 * Returns the texts of the scene that are missing in a text. Texts are compared after `normalize`.
 */
function missingIn(words: string, normalize: (text: string) => string): string[] {
	return TEXTS.filter((text) => !words.includes(normalize(text)))
}

/**
 * Removes white space and emoji from a text: pages break lines, and the machine may have no font
 * for emoji.
 */
function unspaced(text: string): string {
	return stripUnprintable(text).replace(/[\s\p{So}\p{Sk}\p{Cf}\p{M}]/gu, '')
}
