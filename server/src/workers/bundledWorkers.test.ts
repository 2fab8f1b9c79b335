import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SOURCES = new URL('../', import.meta.url)
const WORKER = /new URL\('\.\/(\w+)\.js', import\.meta\.url\)/g

it('every worker that the server starts is an entry of its bundle', () => {
	const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
		/(?<!\.test)\.ts$/.test(name),
	)
	const sources = files.map((name) => readFileSync(new URL(name, SOURCES), 'utf8'))
	const started = new Set(sources.flatMap((source) => [...source.matchAll(WORKER)].map(([, name]) => name)))
	started.delete('someWorker')
	const config = readFileSync(new URL('../../vite.config.ts', import.meta.url), 'utf8')
	const entries = [...config.matchAll(/(\w+): 'dist\//g)].map(([, name]) => name)
	expect(entries.filter((name) => name !== 'main').sort()).toEqual([...started].sort())
})
