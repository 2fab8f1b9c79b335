import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveClient } from '../dist/http/serveClient.js'
import { makeDataDir } from './support/startServer.ts'

const SCRIPT = 'console.log("chart")'
const folder = makeDataDir()
let server: Server
let url: string

beforeAll(async () => {
	mkdirSync(join(folder, 'assets'))
	writeFileSync(join(folder, 'index.html'), '<title>Charrette</title>')
	writeFileSync(join(folder, '.hidden'), 'hidden')
	writeFileSync(join(folder, 'assets', 'a-1.js'), SCRIPT)
	writeFileSync(join(folder, 'assets', 'a-1.js.gz'), gzipSync(SCRIPT))
	writeFileSync(join(folder, 'assets', 'packed-1.js.gz'), gzipSync(SCRIPT))
	writeFileSync(join(folder, 'sw.js'), SCRIPT)
	writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
	server = express().use(serveClient(folder)).listen(0, '127.0.0.1')
	await new Promise((resolve) => server.once('listening', resolve))
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
	server.close()
	rmSync(folder, { recursive: true, force: true })
})

it('serves the index page for every path of the client, uncached', async () => {
	for (const path of ['/', '/join', '/w/x/dashboard', '/.hidden']) {
		const response = await fetch(url + path)
		expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-cache'])
		expect(await response.text()).toBe('<title>Charrette</title>')
	}
})

it('[LOAD4] the index page preloads the texts of the best language that a browser accepts, or of the base of an added language, and a board’s chunks', async () => {
	const built = makeDataDir()
	mkdirSync(join(built, '.vite'))
	writeFileSync(
		join(built, 'index.html'),
		'<html lang="en"><head><script src="/assets/start-1.js"></script></head></html>',
	)
	const manifest = {
		'src/main.tsx': { file: 'assets/start-1.js' },
		'_plurals.js': { file: 'assets/plurals-1.js', imports: ['src/main.tsx'] },
		'src/i18n/app/en.ts': { file: 'assets/en-1.js', imports: ['src/main.tsx'] },
		'src/i18n/app/fr.ts': { file: 'assets/fr-1.js', imports: ['_plurals.js', 'src/main.tsx'] },
		'src/i18n/board/fr.ts': { file: 'assets/fr-2.js', imports: ['_plurals.js'] },
		'src/pages/FurtherPages.tsx': { file: 'assets/further-1.js', imports: ['src/main.tsx'] },
		'_ui.js': { file: 'assets/ui-1.js', css: ['assets/ui-1.css'] },
		'src/pages/BoardPage.tsx': { file: 'assets/BoardPage-1.js', imports: ['_ui.js', 'src/main.tsx'] },
	}
	writeFileSync(join(built, '.vite', 'manifest.json'), JSON.stringify(manifest))
	const wolof = { tag: 'wo', name: 'Wolof', direction: 'ltr' as const, base: 'fr' as const, texts: new Map() }
	const other = express()
		.use(serveClient(built, { languages: [wolof] }))
		.listen(0, '127.0.0.1')
	await new Promise((resolve) => other.once('listening', resolve))
	const { port } = other.address() as AddressInfo
	const ask = async (languages: string, path = '/join') => {
		const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'Accept-Language': languages } })
		const named = [...(await response.text()).matchAll(/preload"(?: as="style")? crossorigin href="([^"]+)"/g)].map(
			([, file]) => file,
		)
		return { named, vary: response.headers.get('Vary') }
	}
	const french = ['/assets/fr-1.js', '/assets/plurals-1.js']
	expect(await ask('fr-CA,en;q=0.5')).toEqual({ named: french, vary: 'Accept-Language' })
	expect((await ask('wo')).named).toEqual(french)
	expect((await ask('ja, en;q=0.1')).named).toEqual(['/assets/en-1.js'])
	expect((await ask('')).named).toEqual(['/assets/en-1.js'])
	const board = [...french, '/assets/BoardPage-1.js', '/assets/ui-1.js', '/assets/fr-2.js', '/assets/ui-1.css']
	for (const path of ['/w/x', '/w/x/b/y', '/w/x/dashboard/b/y'])
		expect((await ask('fr', path)).named.sort()).toEqual([...board].sort())
	for (const path of ['/w/x/dashboard', '/exchange', '/host/queue'])
		expect((await ask('fr', path)).named.sort()).toEqual([...french, '/assets/further-1.js'].sort())
	expect((await ask('fr', '/')).named).toEqual(french)
	other.close()
	rmSync(built, { recursive: true, force: true })
})

it('[PACKAGE1a] serves hashed files with a permanent cache, compressed if accepted, also with a compressed copy alone', async () => {
	for (const [name, accepted, encoding] of [
		['a-1.js', 'gzip', 'gzip'],
		['a-1.js', 'identity', null],
		['packed-1.js', 'gzip', 'gzip'],
		['packed-1.js', 'identity', null],
	] as const) {
		const response = await fetch(`${url}/assets/${name}`, { headers: { 'Accept-Encoding': accepted } })
		expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
		expect(response.headers.get('Content-Type')).toContain('text/javascript')
		expect(response.headers.get('Content-Encoding')).toBe(encoding)
		expect(await response.text()).toBe(SCRIPT)
	}
})

it('[OFFLINE3][OFFLINE5] serves the service worker and the manifest with their types, and has both revalidated each time', async () => {
	for (const [path, type] of [
		['/sw.js', 'text/javascript'],
		['/manifest.webmanifest', 'application/manifest+json'],
	] as const) {
		const { headers } = await fetch(url + path)
		expect([headers.get('Content-Type')?.split(';')[0], headers.get('Cache-Control')]).toEqual([type, 'no-cache'])
	}
})

it('[OFFLINE3] a page of another release is sent even if its size and time equal those of the browser’s copy', async () => {
	const page = join(folder, 'index.html')
	const etagOf = (response: Response) => response.headers.get('ETag') ?? ''
	const etag = etagOf(await fetch(url))
	expect((await fetch(url, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })).status).toBe(304)

	const { atime, mtime } = statSync(page)
	const before = readFileSync(page, 'utf8')
	writeFileSync(page, '<title>CHARRETTE</title>')
	utimesSync(page, atime, mtime)
	const next = express().use(serveClient(folder)).listen(0, '127.0.0.1')
	await new Promise((resolve) => next.once('listening', resolve))
	const nextUrl = `http://127.0.0.1:${(next.address() as AddressInfo).port}`
	const answer = await fetch(nextUrl, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })
	expect([answer.status, await answer.text()]).toEqual([200, '<title>CHARRETTE</title>'])
	next.close()
	writeFileSync(page, before)
})

it('answers 404 instead of the index page for a missing file', async () => {
	for (const path of ['/assets/old-1.js', '/favicon.ico', '/../package.json'])
		expect((await fetch(url + path)).status).toBe(404)
})
