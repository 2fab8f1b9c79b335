import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'

/** Languages that the host adds: a valid one, and files that cannot be used. */
const dataDir = makeDataDir()
let server: TestServer

beforeAll(async () => {
	const folder = join(dataDir, 'languages')
	mkdirSync(folder)
	const put = (name: string, content: unknown) =>
		writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
	put('he.json', { name: 'עברית <"&', base: 'fr', texts: { app: { close: 'סגור', nowhere: 'x' } } })
	put('de.json', '{ "name": "Deutsch", ')
	put('es.json', { name: 'Español', texts: {} })
	put('sv.json', { name: 'Svenska', texts: { app: { close: 'x'.repeat(600_000) } } })
	put('notes.txt', 'not a language')
	server = await startServer({ DATA_DIR: dataDir })
})
afterAll(() => server.stop())

it('[LANG1] the index page lists the added languages, and an unusable file has no effect on others', async () => {
	const page = await (await fetch(`${server.url}/join`)).text()
	const [, attribute = ''] = /<html data-languages="([^"]*)" lang="en">/.exec(page) ?? []
	const named = attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
	expect(JSON.parse(named)).toEqual([{ tag: 'he', name: 'עברית <"&', direction: 'rtl', base: 'fr' }])
})

it('[LANG2] the texts of an added language are served by namespace, without the faulty ones', async () => {
	const textsOf = async (path: string) => (await fetch(`${server.url}/api/languages/${path}`)).json()
	expect(await textsOf('he/app')).toEqual({ close: 'סגור' })
	expect(await textsOf('he/board')).toEqual({})
	expect(await textsOf('es/app')).toMatchObject({ error: { code: 'not_found' } })
})

it('[LANG3] the command lists the faults of each file, and prints a template for a new one', async () => {
	const checked = await runCharrette(['languages', '--json'], { DATA_DIR: dataDir })
	expect(checked.code).toBe(1)
	const { languages } = JSON.parse(checked.stdout)
	expect(languages).toEqual([
		{ file: 'de.json', problem: expect.stringContaining('JSON') },
		{ file: 'es.json', problem: expect.stringContaining('must be the tag') },
		expect.objectContaining({
			tag: 'he',
			unknown: ['app.nowhere'],
			wrong: [],
			missing: expect.arrayContaining(['app.language']),
		}),
		{ file: 'sv.json', problem: 'it is larger than 512 KiB' },
	])
	const folder = join(dataDir, 'complete')
	mkdirSync(join(folder, 'languages'), { recursive: true })
	const template = await runCharrette(['languages', '--template', 'ru'], { DATA_DIR: dataDir })
	writeFileSync(join(folder, 'languages', 'ru.json'), template.stdout)
	const complete = await runCharrette(['languages'], { DATA_DIR: folder })
	expect(complete).toMatchObject({
		code: 0,
		stdout: 'ru.json: русский, 0 missing, 0 unknown, 0 with other placeholders or too long.\n',
	})
	rmSync(folder, { recursive: true })
	expect(await runCharrette(['languages', '--template', 'fr'], { DATA_DIR: dataDir })).toMatchObject({ code: 1 })
})

it('[LANG1a] only regular files are read, and the log quotes none', async () => {
	const folder = join(dataDir, 'linked')
	const languages = join(folder, 'languages')
	mkdirSync(languages, { recursive: true })
	writeFileSync(join(folder, 'secret'), 'secret of the host')
	writeFileSync(join(languages, 'da.json'), 'secret of a translator')
	writeFileSync(join(languages, 'fi.json'), JSON.stringify({ name: 'suomi', texts: {}, 'secret key': 1 }))
	symlinkSync(join(folder, 'secret'), join(languages, 'nb.json'))
	mkdirSync(join(languages, 'nn.json'))
	// Reading a pipe would wait for a writer.
	execFileSync('mkfifo', [join(languages, 'pl.json')])
	const lines: string[] = []
	const log = pino({}, { write: (line: string) => void lines.push(line) })
	await (await startServer({ DATA_DIR: folder }, {}, log)).end()
	const refused = lines.filter((line) => line.includes('language file was refused'))
	expect(refused.map((line) => JSON.parse(line).file)).toEqual(
		['da', 'fi', 'nb', 'nn', 'pl'].map((tag) => `${tag}.json`),
	)
	expect(lines.filter((line) => line.includes('secret'))).toEqual([])
	const checked = await runCharrette(['languages', '--json'], { DATA_DIR: folder })
	const problem = expect.stringContaining('regular file')
	expect(JSON.parse(checked.stdout).languages.slice(2)).toEqual(
		['nb', 'nn', 'pl'].map((tag) => ({ file: `${tag}.json`, problem })),
	)
})
